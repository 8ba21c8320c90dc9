package dev.marquetry.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Reports to draw pages of: that of a good run, and the pieces of it that tests change. */
final class Reports {
    /** A name that would be a script, and end every kind of attribute. */
    static final String EVIL = "<script>alert(1)</script>\"'&";

    private Reports() {}

    /** Returns an object of JSON, in order. */
    static Map<String, Object> object(Object... keysAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int index = 0; index < keysAndValues.length; index += 2) {
            object.put((String) keysAndValues[index], keysAndValues[index + 1]);
        }
        return object;
    }

    /** Returns the object with other values under some keys; a null takes a key away. */
    static Map<String, Object> with(Map<String, Object> object, Object... keysAndValues) {
        Map<String, Object> changed = new LinkedHashMap<>(object);
        object(keysAndValues).forEach((key, value) -> {
            if (value == null) {
                changed.remove(key);
            } else {
                changed.put(key, value);
            }
        });
        return changed;
    }

    /** Returns what a run of today says, with every key. */
    static Map<String, Object> full() {
        Map<String, Object> run = object(
                "run",
                "20261128T130030Z-9ee5b33f",
                "fingerprint",
                "4934a0a3e59b27ed",
                "started",
                "2026-11-28T13:00:30.570403162Z",
                "finished",
                "2026-11-28T13:02:40.007213470Z",
                "seconds",
                129.436,
                "device",
                "none",
                "exit_code",
                0,
                "output",
                "file:/data/flowers",
                "published",
                true,
                "excesses",
                List.of(),
                "rows",
                object("input", 3020, "converted", 3000, "rejected", 20),
                "passed_over",
                object("hidden", 2, "suffix", 1),
                "rejects",
                rejects(),
                "bytes",
                object("source", 1_474_841_090L, "arrays", 451_584_000L, "files", 322_753_130L),
                "files",
                2,
                "task_seconds",
                object("fetch", 2.68, "decode", 123.44, "resize", 84.89, "convert", 1.15, "write", 23.3),
                "dataset",
                object("commit", 1, "root", "file:/data/pictures", "rows", 3000, "rejects", 20));
        run.put("sources", sources());
        run.put("silently", silently());
        run.put("pixels", pixels());
        run.put("duplicates", object("groups", 1, "images", 2, "examples", List.of(List.of("a.jpg", "b/a.jpg"))));
        run.put("slowest", List.of(object("path", "huge/panorama.png", "seconds", 4.25)));
        run.put("tasks", object("finished", 10, "failed", 1, "killed", 0, "executors_lost", 1, "batches_halved", 3));
        run.put("options", object("input.path", "pictures", "resize.height", 224, "input.columns", List.of("label")));
        run.put("versions", object("marquetry", "0.2.0", "java", "17.0.15"));
        return run;
    }

    private static List<Object> rejects() {
        return List.of(
                object(
                        "stage",
                        "fetch",
                        "error",
                        "NOT_FOUND",
                        "count",
                        8,
                        "examples",
                        List.of(object("path", "gone.jpg", "message", "no file gone.jpg"))),
                object(
                        "stage",
                        "decode",
                        "error",
                        "TRUNCATED",
                        "count",
                        12,
                        "examples",
                        List.of(
                                object("path", "landscape/cut.jpg", "message", "the JPEG ends within its scan"),
                                object("path", "blossom/cut-too.png", "message", "the PNG ends within a chunk"))));
    }

    private static Map<String, Object> sources() {
        return object(
                "images",
                3000,
                "formats",
                object("JPEG", 2400, "PNG", 500, "WEBP", 100),
                "modes",
                object("RGB", 2700, "L", 200, "CMYK", 10, "RGBA", 90),
                "bits",
                object("8", 2990, "16", 10),
                "width",
                object("least", 8, "mean", 612.25, "most", 4000),
                "height",
                object("least", 16, "mean", 480.5, "most", 3000),
                "bytes",
                object("least", 345, "mean", 491_613.7, "most", 20_971_520),
                "sizes",
                sizes(),
                "aspect_ratios",
                List.of(
                        object("from", 0.5, "to", 0.6, "images", 700),
                        object("from", 0.71, "to", 0.84, "images", 300),
                        object("from", 1.0, "to", 1.19, "images", 1200),
                        object("from", 1.41, "to", 1.68, "images", 800)),
                "file_sizes",
                List.of(
                        object("from", 256, "to", 512, "images", 40),
                        object("from", 65536, "to", 131072, "images", 1960),
                        object("from", 131072, "to", 262144, "images", 1000)),
                "resize",
                object("enlarged", 12, "cropped", 2500, "mean_share_cropped", 0.2312));
    }

    private static List<Object> sizes() {
        Random random = new Random(3);
        Map<List<Integer>, Integer> bins = new LinkedHashMap<>();
        for (int picture = 0; picture < 3000; picture++) {
            int across = (int) Math.round(34 + 4 * random.nextGaussian());
            int up = across + (int) Math.round(2 * random.nextGaussian()) - 1;
            bins.merge(List.of(edge(across), edge(up)), 1, Integer::sum);
        }
        List<Object> sizes = new ArrayList<>();
        bins.forEach((bin, count) -> sizes.add(object("width", bin.get(0), "height", bin.get(1), "images", count)));
        return sizes;
    }

    private static int edge(int bin) {
        return (int) Math.ceil(Math.pow(2, bin / 4.0) - 1e-9);
    }

    private static List<Object> silently() {
        return List.of(
                object(
                        "what", "orientation_ignored",
                        "images", 312,
                        "examples", List.of("phone/1.jpg", "phone/2.jpg"),
                        "text", "EXIF orientation ignored",
                        "cure", "image.orientation: apply"),
                object(
                        "what",
                        "alpha_dropped",
                        "images",
                        90,
                        "examples",
                        List.of("logo.png"),
                        "text",
                        "alpha dropped"));
    }

    private static Map<String, Object> pixels() {
        return object(
                "images",
                1000,
                "seed",
                0,
                "samples",
                50_176_000L,
                "channels",
                List.of(
                        channel("R", 0.4812, 0.2731, 120),
                        channel("G", 0.4511, 0.2644, 112),
                        channel("B", 0.3999, 0.2802, 96)),
                "mean",
                "[0.4812, 0.4511, 0.3999]",
                "std",
                "[0.2731, 0.2644, 0.2802]",
                "darkest",
                List.of(object("path", "night/1.jpg", "mean", 0.0123, "std", 0.0456)),
                "brightest",
                List.of(object("path", "snow/1.jpg", "mean", 0.9321, "std", 0.0987)),
                "flattest",
                List.of(object("path", "fog/1.jpg", "mean", 0.5432, "std", 0.0021)),
                "constant",
                object("images", 3, "examples", List.of("blank/1.png")));
    }

    private static Map<String, Object> channel(String name, double mean, double std, int centre) {
        List<Object> histogram = LongStream.range(0, 256)
                .mapToObj(value -> (Object)
                        (value == 255
                                ? 4_000_000L
                                : Math.round(300_000 * Math.exp(-Math.pow((value - centre) / 60.0, 2)))))
                .toList();
        return object("channel", name, "mean", mean, "std", std, "histogram", histogram);
    }

    /** Returns the input of a page without a run before it. */
    static ReportInput input(Map<String, Object> run, List<ShownPicture> pictures) {
        return new ReportInput(run, Optional.empty(), pictures, Map.of());
    }

    /** Returns pictures of two labels, of smooth colours. */
    static List<ShownPicture> pictures(int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> {
                    String label = index % 2 == 0 ? "blossom" : "landscape";
                    return smooth(label + "/" + index + ".jpg", object("label", label, "split", "train"), 96, index);
                })
                .toList();
    }

    /** Returns a square picture: a disc on a slope of colours. */
    static ShownPicture smooth(String path, Map<String, Object> columns, int side, int seed) {
        Random random = new Random(seed);
        int[] colours = random.ints(9, 0, 256).toArray();
        byte[] samples = new byte[side * side * 3];
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                boolean inside = Math.hypot(row - side / 2.0, column - side / 2.0) < side * (0.2 + seed % 5 * 0.05);
                for (int channel = 0; channel < 3; channel++) {
                    int slope = (colours[channel] * row + colours[3 + channel] * (side - row)) / side;
                    samples[(row * side + column) * 3 + channel] =
                            (byte) (inside ? (colours[6 + channel] + slope / 4) % 256 : slope);
                }
            }
        }
        Map<String, String> texts = new LinkedHashMap<>();
        columns.forEach((name, value) -> texts.put(name, String.valueOf(value)));
        return new ShownPicture(path, texts, side, side, 3, samples);
    }

    /** Returns pictures that no encoder makes much smaller. */
    static List<ShownPicture> noise(int count, int side) {
        return IntStream.range(0, count)
                .mapToObj(index -> {
                    byte[] samples = new byte[side * side * 3];
                    new Random(index).nextBytes(samples);
                    return new ShownPicture("noise/" + index + ".png", Map.of(), side, side, 3, samples);
                })
                .toList();
    }
}
