package dev.marquetry.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A table of counts, each with a bar of its share. */
final class BarTable {
    private static final int MOST_LINES = 24;

    private final List<Map<String, Object>> lines = new ArrayList<>();
    private final double whole;
    private final double longest;
    private final int left;

    private BarTable(Map<String, Double> parts, Written written) {
        this.whole = parts.values().stream().mapToDouble(Double::doubleValue).sum();
        this.longest =
                parts.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
        this.left = Math.max(0, parts.size() - MOST_LINES);
        parts.entrySet().stream()
                .limit(MOST_LINES)
                .forEach(part -> lines.add(Map.of(
                        "name", Figures.text(part.getKey(), 120),
                        "value", written.of(part.getValue()),
                        "share", Figures.share(part.getValue(), whole),
                        "bar", Figures.bar(part.getValue(), longest))));
    }

    /** How a part is written. */
    interface Written {
        String of(double part);
    }

    /** Returns the table of counts, the largest first. */
    static Map<String, Object> largestFirst(Map<String, ? extends Number> counts) {
        Map<String, Double> sorted = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Comparator.comparing(entry -> -entry.getValue().doubleValue()))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue().doubleValue()));
        return new BarTable(sorted, count -> Figures.count((long) count)).view();
    }

    /** Returns the table of the parts in their order. */
    static Map<String, Object> inOrder(Map<String, ? extends Number> parts, Written written) {
        Map<String, Double> doubles = new LinkedHashMap<>();
        parts.forEach((name, part) -> doubles.put(name, part.doubleValue()));
        return new BarTable(doubles, written).view();
    }

    private Map<String, Object> view() {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("lines", lines);
        view.put("left", left);
        return view;
    }
}
