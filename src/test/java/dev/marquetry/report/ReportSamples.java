package dev.marquetry.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes pages of many kinds of runs into a folder, to be looked at: {@code <folder>/<kind>/index.html}. */
final class ReportSamples {
    private static final String CHINESE = "\u56fe\u7247/\u98ce\u666f/\u6625\u5929\u7684\u82b1\u56ed.jpg";
    private static final String HEBREW = "\u05ea\u05de\u05d5\u05e0\u05d5\u05ea/\u05e4\u05e8\u05d7 (1).jpg";

    private ReportSamples() {}

    /** Writes the pages. */
    public static void main(String[] arguments) throws IOException {
        for (Map.Entry<String, ReportInput> sample : all().entrySet()) {
            Path folder = Files.createDirectories(Path.of(arguments[0], sample.getKey()));
            Files.writeString(folder.resolve("index.html"), ReportPage.html(sample.getValue()));
        }
    }

    /** Returns what the pages are made of, by their names. */
    static Map<String, ReportInput> all() {
        Map<String, Object> full = Reports.full();
        Map<String, ReportInput> samples = new LinkedHashMap<>();
        Map<String, Object> before = Reports.with(
                full, "seconds", 140.2, "rows", Reports.object("input", 2900, "converted", 2890, "rejected", 10));
        samples.put("full", new ReportInput(full, Optional.of(before), Reports.pictures(64), extremes()));
        samples.put("one-picture", Reports.input(one(full), Reports.pictures(1)));
        samples.put("empty", Reports.input(empty(full), List.of()));
        samples.put("all-rejected", Reports.input(allRejected(full), List.of()));
        samples.put("not-published", Reports.input(notPublished(full), List.of()));
        samples.put("update", Reports.input(update(full), Reports.pictures(40)));
        samples.put("nothing-to-do", Reports.input(nothingToDo(full), Reports.pictures(20)));
        samples.put("compacted", Reports.input(compacted(full), List.of()));
        samples.put("old", Reports.input(old(full), List.of()));
        samples.put("nothing", Reports.input(Map.of(), List.of()));
        samples.put("noise", Reports.input(full, Reports.noise(64, 224)));
        samples.put("odd-names", Reports.input(oddNames(full), oddPictures()));
        samples.put("many-labels", Reports.input(full, labelled(64)));
        return samples;
    }

    private static Map<String, List<ShownPicture>> extremes() {
        Map<String, List<ShownPicture>> extremes = new LinkedHashMap<>();
        extremes.put("darkest", List.of(Reports.smooth("night/1.jpg", Map.of(), 40, 11)));
        extremes.put("brightest", List.of(Reports.smooth("snow/1.jpg", Map.of(), 40, 12)));
        extremes.put("flattest", List.of(Reports.smooth("fog/1.jpg", Map.of(), 40, 13)));
        extremes.put("constant", List.of(Reports.smooth("blank/1.png", Map.of(), 40, 14)));
        return extremes;
    }

    static Map<String, Object> one(Map<String, Object> full) {
        return Reports.with(
                full, "rows", Reports.object("input", 1, "converted", 1, "rejected", 0), "rejects", List.of());
    }

    static Map<String, Object> empty(Map<String, Object> full) {
        return Reports.with(
                full,
                "rows",
                Reports.object("input", 0, "converted", 0, "rejected", 0),
                "bytes",
                Reports.object("source", 0, "arrays", 0, "files", 812),
                "rejects",
                List.of(),
                "passed_over",
                Reports.object(),
                "task_seconds",
                Reports.object("fetch", 0.0, "decode", 0.0),
                "sources",
                Reports.object("images", 0),
                "silently",
                List.of(),
                "pixels",
                null,
                "slowest",
                null,
                "duplicates",
                null);
    }

    static Map<String, Object> allRejected(Map<String, Object> full) {
        return Reports.with(
                empty(full),
                "rows",
                Reports.object("input", 20, "converted", 0, "rejected", 20),
                "rejects",
                full.get("rejects"));
    }

    static Map<String, Object> notPublished(Map<String, Object> full) {
        return Reports.with(
                full,
                "published",
                false,
                "exit_code",
                3,
                "excesses",
                List.of("20 of 3020 images (0.7%) were rejected, and rejects.max-ratio is 0.005"),
                "dataset",
                null);
    }

    static Map<String, Object> update(Map<String, Object> full) {
        return Reports.with(
                full,
                "rows",
                Reports.object("input", 3020, "converted", 14, "rejected", 1),
                "update",
                Reports.object(
                        "added",
                        12,
                        "changed",
                        2,
                        "touched",
                        1,
                        "failed",
                        20,
                        "retried",
                        1,
                        "same",
                        2983,
                        "gone",
                        2,
                        "removed",
                        2,
                        "published_batches",
                        2,
                        "batches",
                        2,
                        "seconds",
                        Reports.object("read", 1.5, "compare", 0.7, "convert", 4.25, "copy", 2.0)));
    }

    static Map<String, Object> nothingToDo(Map<String, Object> full) {
        return Reports.with(
                empty(full),
                "rows",
                Reports.object("input", 3020, "converted", 0, "rejected", 0),
                "update",
                Reports.object(
                        "added",
                        0,
                        "changed",
                        0,
                        "touched",
                        0,
                        "failed",
                        0,
                        "retried",
                        0,
                        "same",
                        3020,
                        "gone",
                        0,
                        "removed",
                        0,
                        "published_batches",
                        0,
                        "batches",
                        0,
                        "seconds",
                        Reports.object()));
    }

    static Map<String, Object> compacted(Map<String, Object> full) {
        return Reports.object(
                "run",
                "20261128T130030Z-9ee5b33f",
                "mode",
                "compact",
                "started",
                "2026-11-28T13:00:30Z",
                "finished",
                "2026-11-28T13:00:40Z",
                "published",
                true,
                "files_before",
                12,
                "dataset",
                Reports.object("commit", 9, "rows", 3000, "rejects", 20, "files", 3, "bytes", 322_753_130),
                "versions",
                full.get("versions"));
    }

    /** What version 0.1 wrote. */
    static Map<String, Object> old(Map<String, Object> full) {
        return Reports.with(
                full,
                "exit_code",
                null,
                "output",
                null,
                "sources",
                null,
                "silently",
                null,
                "pixels",
                null,
                "duplicates",
                null,
                "slowest",
                null,
                "tasks",
                null,
                "rejects",
                List.of(Reports.object("stage", "decode", "error", "CORRUPT", "count", 20)));
    }

    static Map<String, Object> oddNames(Map<String, Object> full) {
        String longest = "very-long-folder-name-without-any-space-".repeat(13) + ".jpg";
        List<Object> examples = List.of(
                Reports.object("path", Reports.EVIL, "message", "not an image: " + Reports.EVIL),
                Reports.object("path", longest, "message", "no file " + longest),
                Reports.object("path", HEBREW, "message", "no file " + HEBREW));
        return Reports.with(
                full,
                "output",
                "file:/data/" + Reports.EVIL,
                "rejects",
                List.of(Reports.object("stage", "decode", "error", "CORRUPT", "count", 20, "examples", examples)),
                "slowest",
                List.of(Reports.object("path", longest, "seconds", 12.5)),
                "duplicates",
                Reports.object("groups", 1, "images", 3, "examples", List.of(List.of(CHINESE, HEBREW, Reports.EVIL))),
                "options",
                Reports.object("input.path", longest, Reports.EVIL, Reports.EVIL));
    }

    static List<ShownPicture> oddPictures() {
        List<ShownPicture> pictures = new ArrayList<>();
        List<String> names = List.of(CHINESE, HEBREW, Reports.EVIL, "very-long-name-".repeat(33) + ".jpg");
        for (int index = 0; index < 24; index++) {
            Map<String, Object> columns = Reports.object(
                    "\u05ea\u05d5\u05d5\u05d9\u05ea", index % 3 == 0 ? HEBREW : Reports.EVIL, "note", "n".repeat(300));
            pictures.add(Reports.smooth(names.get(index % 4), columns, 64, index));
        }
        return pictures;
    }

    static List<ShownPicture> labelled(int count) {
        List<ShownPicture> pictures = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            pictures.add(Reports.smooth(index + ".jpg", Reports.object("label", "label-" + index * 157), 64, index));
        }
        return pictures;
    }
}
