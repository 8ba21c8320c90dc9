package dev.marquetry.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Says in words how a run ended. */
final class Outcome {
    private static final Map<Long, String> EXIT_CODES = Map.of(
            0L, "published",
            1L, "failed",
            2L, "wrong command, job or input",
            3L, "a limit was exceeded",
            4L, "another run holds the folder");

    private static final int MOST_EXCESSES = 20;

    private Outcome() {}

    /** Returns whether the run published what it made. */
    static boolean published(Section run) {
        return Boolean.TRUE.equals(run.values().get("published"));
    }

    /** Returns a line that says it all. */
    static String headline(Section run) {
        Section rows = run.section("rows");
        if (!published(run)) {
            return run.texts("excesses").isEmpty() ? "Not published" : "Not published: a limit was exceeded";
        }
        if (run.text("mode").filter("compact"::equals).isPresent()) {
            return "Published: files were copied together";
        }
        if (rows.count("input").isEmpty()) {
            return "Published";
        }
        long converted = rows.count("converted").orElse(0);
        if (run.has("update")) {
            return run.section("update").count("batches").orElse(1) == 0
                    ? "Up to date: no picture is new or changed"
                    : "Updated: " + Figures.count(converted, "array") + " written";
        }
        long input = rows.count("input").orElse(0);
        if (input == 0) {
            return "Published: an empty dataset";
        }
        return converted == 0
                ? "Published, but no picture gave an array"
                : "Published: " + Figures.count(converted, "array") + " of " + Figures.count(input, "picture");
    }

    /** Returns sentences that say why. */
    static List<String> reasons(Section run) {
        List<String> reasons = new ArrayList<>();
        OptionalLong code = run.count("exit_code");
        if (code.isPresent()) {
            String meaning = EXIT_CODES.getOrDefault(code.getAsLong(), "unknown");
            reasons.add("Exit code " + code.getAsLong() + ": " + meaning + ".");
        }
        run.texts("excesses").stream()
                .limit(MOST_EXCESSES)
                .forEach(excess -> reasons.add(Figures.text(excess, Figures.LONGEST_TEXT)));
        if (run.section("rows").count("input").orElse(-1) == 0) {
            reasons.add("The input had no pictures: the dataset has its columns and no rows of this run.");
        }
        update(run.section("update"), published(run), reasons);
        OptionalLong filesBefore = run.count("files_before");
        if (filesBefore.isPresent()) {
            long files = run.section("dataset").count("files").orElse(0);
            reasons.add(Figures.count(filesBefore.getAsLong(), "file") + " became " + Figures.count(files)
                    + "; no row was changed.");
        }
        return reasons;
    }

    private static void update(Section update, boolean published, List<String> reasons) {
        if (update.values().isEmpty()) {
            return;
        }
        List<String> parts = new ArrayList<>();
        parts.add(count(update, "added") + " new");
        parts.add(count(update, "changed") + " changed");
        if (update.count("touched").orElse(0) > 0) {
            parts.add(count(update, "touched") + " with nothing but another time");
        }
        boolean removed = update.count("removed").orElse(0) > 0;
        boolean gone = update.count("gone").orElse(0) > 0;
        parts.add(count(update, "gone") + " gone" + (gone ? removed ? " (removed)" : " (kept)" : ""));
        boolean failed = update.count("failed").orElse(0) > 0;
        parts.add(count(update, "failed") + " failed before"
                + (failed ? " (" + count(update, "retried") + " tried again)" : ""));
        parts.add(count(update, "same") + " as they were");
        reasons.add("Compared with the dataset: " + String.join(", ", parts) + ".");
        long batches = update.count("batches").orElse(0);
        if (batches > 1 || (batches == 1 && !published)) {
            reasons.add(count(update, "published_batches") + " of " + Figures.count(batches, "batch", "batches")
                    + " were published.");
        }
    }

    private static String count(Section section, String key) {
        return Figures.count(section.count(key).orElse(0));
    }
}
