package dev.marquetry.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the files were that arrays were made of. */
final class SourcesView {
    private static final int MOST_SIZES = 10;

    private SourcesView() {}

    /** Returns the values of the template, or nothing where the report does not have them. */
    static Optional<Map<String, Object>> of(Section run) {
        if (!run.has("sources")) {
            return Optional.empty();
        }
        Section sources = run.section("sources");
        long images = sources.count("images").orElse(0);
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("any", images > 0);
        view.put("count", Figures.count(images, "picture"));
        List<Map<String, Object>> tables = new ArrayList<>();
        table(tables, "Formats", BarTable.largestFirst(sources.numbers("formats")));
        table(tables, "Modes", BarTable.largestFirst(sources.numbers("modes")));
        table(tables, "Bits of a sample", BarTable.largestFirst(sources.numbers("bits")));
        view.put("tables", tables);
        view.put("ranges", ranges(sources));
        List<Section> sizes = sources.sections("sizes");
        SizeDensity.of(sizes).ifPresent(density -> view.put("density", density));
        view.put("sizes", largest(sizes, images));
        List<Map<String, Object>> spreads = new ArrayList<>();
        table(
                spreads,
                "Aspect ratio, width by height",
                spread(sources, "aspect_ratios", ratio -> Figures.decimal(ratio, 2)));
        table(spreads, "Bytes of a file", spread(sources, "file_sizes", Figures::bytes));
        view.put("spreads", spreads);
        resize(sources, images).ifPresent(sentences -> view.put("resize", sentences));
        return Optional.of(view);
    }

    private static void table(List<Map<String, Object>> tables, String name, Map<String, Object> table) {
        if (!((List<?>) table.get("lines")).isEmpty()) {
            tables.add(Map.of("name", name, "table", table));
        }
    }

    private static Map<String, Object> spread(Section sources, String key, BarTable.Written edge) {
        Map<String, Long> counts = new LinkedHashMap<>();
        sources.sections(key)
                .forEach(bin -> counts.put(
                        (edge.of(bin.number("from").orElse(0)) + " \u2013 "
                                        + edge.of(bin.number("to").orElse(0)))
                                .replace(' ', '\u00a0'),
                        bin.count("images").orElse(0)));
        return BarTable.inOrder(counts, count -> Figures.count((long) count));
    }

    private static List<Map<String, Object>> ranges(Section sources) {
        List<Map<String, Object>> ranges = new ArrayList<>();
        range(ranges, "Width", sources.section("width"), side -> Figures.decimal(side, 0));
        range(ranges, "Height", sources.section("height"), side -> Figures.decimal(side, 0));
        range(ranges, "Bytes", sources.section("bytes"), Figures::bytes);
        return ranges;
    }

    private static void range(List<Map<String, Object>> ranges, String name, Section range, BarTable.Written written) {
        if (range.number("least").isPresent()) {
            ranges.add(Map.of(
                    "name", name,
                    "least", written.of(range.number("least").orElse(0)),
                    "mean", written.of(range.number("mean").orElse(0)),
                    "most", written.of(range.number("most").orElse(0))));
        }
    }

    private static List<Map<String, Object>> largest(List<Section> sizes, long images) {
        return sizes.stream()
                .sorted(Comparator.comparing(size -> -size.count("images").orElse(0)))
                .limit(MOST_SIZES)
                .map(size -> Map.<String, Object>of(
                        "width", Figures.count(size.count("width").orElse(0)),
                        "height", Figures.count(size.count("height").orElse(0)),
                        "count", Figures.count(size.count("images").orElse(0)),
                        "share", Figures.share(size.count("images").orElse(0), images)))
                .toList();
    }

    private static Optional<List<String>> resize(Section sources, long images) {
        Section resize = sources.section("resize");
        if (resize.values().isEmpty()) {
            return Optional.empty();
        }
        List<String> sentences = new ArrayList<>();
        long enlarged = resize.count("enlarged").orElse(0);
        sentences.add(
                enlarged == 0
                        ? "The resize enlarges none of them."
                        : "The resize enlarges " + of(enlarged, images)
                                + ": their arrays hold no more than was there.");
        long cropped = resize.count("cropped").orElse(0);
        sentences.add(
                cropped == 0
                        ? "Nothing is cropped away."
                        : "The crop takes something from " + of(cropped, images) + ", and throws away "
                                + Figures.share(
                                        resize.number("mean_share_cropped").orElse(0), 1)
                                + " of a picture's pixels, the mean over all.");
        return Optional.of(sentences);
    }

    private static String of(long part, long whole) {
        return Figures.count(part) + " of " + Figures.count(whole) + " (" + Figures.share(part, whole) + ")";
    }
}
