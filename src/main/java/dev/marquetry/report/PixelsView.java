package dev.marquetry.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** The stored pixels in numbers: histograms, means and deviations, and the pictures that stand out. */
final class PixelsView {
    private static final Map<String, String> NAMES = Map.of("R", "Red", "G", "Green", "B", "Blue", "L", "Grey");
    private static final Map<String, String> IMAGENET_MEAN = Map.of("R", "0.485", "G", "0.456", "B", "0.406");
    private static final Map<String, String> IMAGENET_STD = Map.of("R", "0.229", "G", "0.224", "B", "0.225");

    private PixelsView() {}

    /** Returns the values of the template, or nothing where the report does not have them. */
    static Optional<Map<String, Object>> of(Section run, Map<String, List<ShownPicture>> extremes) {
        Section pixels = run.section("pixels");
        if (pixels.values().isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("images", Figures.count(pixels.count("images").orElse(0), "picture"));
        pixels.text("seed").ifPresent(seed -> view.put("seed", Figures.text(seed, 40)));
        view.put("samples", Figures.count(pixels.count("samples").orElse(0)));
        List<Section> channels = pixels.sections("channels").stream().limit(4).toList();
        double top = channels.stream()
                .mapToDouble(channel -> top(histogram(channel)))
                .max()
                .orElse(1);
        view.put(
                "channels",
                channels.stream().map(channel -> channel(channel, top)).toList());
        if (pixels.has("mean") && pixels.has("std")) {
            view.put(
                    "paste",
                    List.of(
                            "tensor.mean: " + Figures.text(pixels.text("mean").orElse(""), 200),
                            "tensor.std: " + Figures.text(pixels.text("std").orElse(""), 200)));
        }
        view.put("extremes", Extremes.of(pixels, extremes));
        return Optional.of(view);
    }

    private static Map<String, Object> channel(Section channel, double top) {
        String letter = channel.text("channel").orElse("");
        long[] histogram = histogram(channel);
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", NAMES.getOrDefault(letter, Figures.text(letter, 40)));
        view.put("colour", NAMES.getOrDefault(letter, "Grey").toLowerCase(Locale.ROOT));
        view.put("mean", Figures.decimal(channel.number("mean").orElse(0), 4));
        view.put("std", Figures.decimal(channel.number("std").orElse(0), 4));
        view.put("imagenet_mean", IMAGENET_MEAN.getOrDefault(letter, "\u2013"));
        view.put("imagenet_std", IMAGENET_STD.getOrDefault(letter, "\u2013"));
        if (histogram.length > 0) {
            long sum = LongStream.of(histogram).sum();
            view.put("black", Figures.share(histogram[0], sum));
            view.put("white", Figures.share(histogram[histogram.length - 1], sum));
            Plots.area(histogram, top).ifPresent(drawing -> view.put("plot", PlotView.of(drawing)));
        }
        return view;
    }

    /** Black and white alone would make the rest flat: they are cut off where they are higher than all between. */
    private static double top(long[] histogram) {
        long top = 0;
        for (int value = 1; value < histogram.length - 1; value++) {
            top = Math.max(top, histogram[value]);
        }
        if (top == 0) {
            top = LongStream.of(histogram).max().orElse(0);
        }
        return Math.max(1, top * 1.05);
    }

    private static long[] histogram(Section channel) {
        List<Long> counts = new ArrayList<>();
        for (Object count : channel.list("histogram")) {
            counts.add(count instanceof Number number ? number.longValue() : 0L);
        }
        return counts.size() == 256 ? counts.stream().mapToLong(Long::longValue).toArray() : new long[0];
    }
}
