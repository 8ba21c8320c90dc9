package dev.marquetry.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** How many pictures have which width and height: a chart with four bins for each factor of two, and its axes. */
final class SizeDensity {
    private static final int BINS = 4;

    /** The chart is not larger: sizes up to 2^20. */
    private static final int LAST = 20 * BINS;

    private SizeDensity() {}

    /** Returns the values of the template, or nothing where there is no chart. */
    static Optional<Map<String, Object>> of(List<Section> sizes) {
        int[] columns = bins(sizes, "width");
        int[] rows = bins(sizes, "height");
        if (columns.length == 0) {
            return Optional.empty();
        }
        int left = least(columns) - 1;
        int right = most(columns) + 2;
        int bottom = least(rows) - 1;
        int top = most(rows) + 2;
        Map<Long, Plots.Cell> cells = new LinkedHashMap<>();
        for (int index = 0; index < columns.length; index++) {
            Plots.Cell cell = new Plots.Cell(
                    columns[index] - left,
                    rows[index] - bottom,
                    sizes.get(index).count("images").orElse(0));
            cells.merge(
                    ((long) cell.column() << Integer.SIZE) | cell.row(),
                    cell,
                    (one, other) -> new Plots.Cell(one.column(), one.row(), one.count() + other.count()));
        }
        return Plots.density(right - left, top - bottom, cells.values()).map(drawing -> {
            Map<String, Object> view = new LinkedHashMap<>();
            view.put("plot", PlotView.of(drawing));
            view.put("across", ticks(left, right));
            view.put("up", ticks(bottom, top));
            return view;
        });
    }

    /** The inverse of an edge, 2^(k/4) rounded up: the last bin that begins no higher. */
    private static int[] bins(List<Section> sizes, String side) {
        return sizes.stream()
                .mapToInt(size -> (int) Math.floor(
                        BINS * Math.log(Math.max(1, size.number(side).orElse(1))) / Math.log(2) + 1e-9))
                .map(bin -> Math.min(LAST, bin))
                .toArray();
    }

    private static int least(int[] bins) {
        return IntStream.of(bins).min().orElse(0);
    }

    private static int most(int[] bins) {
        return IntStream.of(bins).max().orElse(0);
    }

    /** At each power of two, or at each second one where there are many. */
    private static List<Map<String, Object>> ticks(int first, int end) {
        int step = end - first > 8 * BINS ? 2 * BINS : BINS;
        List<Map<String, Object>> ticks = new ArrayList<>();
        for (int bin = Math.floorDiv(first + step - 1, step) * step; bin <= end; bin += step) {
            if (bin >= 0) {
                ticks.add(Map.of(
                        "at", String.format(Locale.ROOT, "%.2f", 100.0 * (bin - first) / (end - first)),
                        "text", Figures.count(1L << (bin / BINS))));
            }
        }
        return ticks;
    }
}
