package dev.marquetry.spark.description;

import dev.marquetry.options.Resize;
import dev.marquetry.options.ResizeMethod;
import dev.marquetry.spark.statistics.Bins;
import dev.marquetry.spark.statistics.Examples;
import dev.marquetry.spark.statistics.PixelStatistics;
import dev.marquetry.spark.statistics.Range;
import dev.marquetry.spark.statistics.RunStatistics;
import dev.marquetry.spark.statistics.SilentChange;
import dev.marquetry.spark.statistics.SourceStatistics;
import dev.marquetry.spark.statistics.Thumbnail;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The statistics of a run as a report has them: maps, lists and plain values. */
final class StatisticsReport {
    private static final double NANOS = 1e9;
    private static final double PLACES = 1e4;

    private StatisticsReport() {}

    /** Returns what the files of decoded images are. */
    static Map<String, Object> sources(SourceStatistics sources, Resize resize) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("images", sources.images());
        described.put("formats", sources.formats());
        described.put("modes", sources.modes());
        described.put("bits", sources.bits());
        described.put("width", range(sources.width()));
        described.put("height", range(sources.height()));
        described.put("bytes", range(sources.bytes()));
        described.put("sizes", sizes(sources.sizes()));
        described.put("aspect_ratios", bins(sources.aspectRatios(), StatisticsReport::rounded));
        described.put("file_sizes", bins(sources.fileSizes(), Math::ceil));
        if (resize.method() != ResizeMethod.NONE) {
            described.put(
                    "resize",
                    ordered(
                            "enlarged",
                            sources.enlarged(),
                            "cropped",
                            sources.cropped(),
                            "mean_share_cropped",
                            rounded(sources.meanShareCropped())));
        }
        return described;
    }

    private static Map<String, Object> range(Range range) {
        return ordered("least", range.least(), "mean", rounded(range.mean()), "most", range.most());
    }

    private static List<Map<String, Object>> sizes(SortedMap<Integer, Bins> widths) {
        List<Map<String, Object>> sizes = new ArrayList<>();
        widths.forEach((bin, heights) -> heights.counts()
                .forEach((height, images) -> sizes.add(ordered(
                        "width",
                        (long) Math.ceil(heights.edge(bin)),
                        "height",
                        (long) Math.ceil(heights.edge(height)),
                        "images",
                        images))));
        return sizes;
    }

    private static List<Map<String, Object>> bins(Bins bins, ToDoubleFunction<Double> edge) {
        return bins.counts().entrySet().stream()
                .map(bin -> ordered(
                        "from",
                        edge.applyAsDouble(bins.edge(bin.getKey())),
                        "to",
                        edge.applyAsDouble(bins.edge(bin.getKey() + 1)),
                        "images",
                        bin.getValue()))
                .toList();
    }

    /** Returns what was done without a word. */
    static List<Map<String, Object>> silent(Map<SilentChange, Examples> silent) {
        List<Map<String, Object>> all = new ArrayList<>();
        silent.forEach((change, examples) -> {
            Map<String, Object> described =
                    ordered("what", change.written(), "text", change.text(), "images", examples.images());
            described.put("examples", examples.paths());
            change.cure().ifPresent(cure -> described.put("cure", cure));
            all.add(described);
        });
        return all;
    }

    /** Returns the pixels of the sample. */
    static Map<String, Object> pixels(RunStatistics statistics, long seed) {
        PixelStatistics pixels = statistics.pixels();
        Map<String, Object> described = ordered("images", pixels.images(), "seed", seed, "samples", pixels.samples(0));
        List<Map<String, Object>> channels = new ArrayList<>();
        String names = pixels.channels() == 1 ? "L" : "RGB";
        for (int channel = 0; channel < pixels.channels(); channel++) {
            channels.add(ordered(
                    "channel",
                    names.substring(channel, channel + 1),
                    "mean",
                    pixels.mean(channel),
                    "std",
                    pixels.deviation(channel),
                    "histogram",
                    pixels.histogram(channel)));
        }
        described.put("channels", channels);
        described.put("mean", line(pixels, pixels::mean));
        described.put("std", line(pixels, pixels::deviation));
        described.put("darkest", images(statistics.darkest()));
        described.put("brightest", images(statistics.brightest()));
        described.put("flattest", images(statistics.flattest()));
        Examples constant = statistics.constant();
        described.put("constant", ordered("images", constant.images(), "examples", constant.paths()));
        return described;
    }

    /** Returns figures as {@code tensor.mean} and {@code tensor.std} take them. */
    private static String line(PixelStatistics pixels, ToDoubleFunction<Integer> figure) {
        return IntStream.range(0, pixels.channels())
                .mapToObj(channel -> String.format(Locale.ROOT, "%.4f", figure.applyAsDouble(channel)))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static List<Map<String, Object>> images(List<Thumbnail> images) {
        return images.stream()
                .map(image ->
                        ordered("path", image.path(), "mean", rounded(image.mean()), "std", rounded(image.deviation())))
                .toList();
    }

    /** Returns the images that took longest. */
    static List<Map<String, Object>> slowest(RunStatistics statistics) {
        return statistics.slowest().stream()
                .map(image -> ordered("path", image.path(), "seconds", rounded(image.nanos() / NANOS)))
                .toList();
    }

    private static double rounded(double number) {
        return Math.round(number * PLACES) / PLACES;
    }

    /** Returns a map of names and values, in their order. */
    static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> ordered = new LinkedHashMap<>();
        for (int index = 0; index < namesAndValues.length; index += 2) {
            ordered.put((String) namesAndValues[index], namesAndValues[index + 1]);
        }
        return ordered;
    }
}
