package dev.marquetry.cli;

import dev.marquetry.dataset.CommitRecord;
import dev.marquetry.dataset.DatasetFolder;
import dev.marquetry.options.RejectCode;
import dev.marquetry.spark.description.ConversionResult;
import dev.marquetry.spark.model.ModelColumn;
import dev.marquetry.spark.rows.RejectedImage;
import dev.marquetry.spark.statistics.Examples;
import dev.marquetry.spark.task.StageTimes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.fs.Path;

/** Tells a person what a run has committed. */
final class RunSummary {
    private static final int MOST_EXAMPLES = 3;

    private RunSummary() {}

    /**
     * Returns the summary, several lines.
     *
     * @param result what was committed
     * @param outputPath the dataset's folder
     */
    static String of(ConversionResult result, String outputPath) {
        StringBuilder text = new StringBuilder();
        double seconds = Math.max(1e-3, result.duration().toMillis() / 1000.0);
        line(
                text,
                "images",
                "%s in, %s converted, %s rejected",
                Figures.count(result.inputRows()),
                Figures.count(result.converted()),
                Figures.count(result.rejectedRows()));
        if (result.update() != null) {
            update(text, result);
        }
        result.rejected()
                .forEach((kind, count) ->
                        line(text, "", "%s %s: %s", kind.stage().written(), kind.code(), Figures.count(count)));
        rejects(text, result, outputPath);
        result.passedOver()
                .byReason()
                .forEach((reason, count) ->
                        line(text, "passed", "%s passed over: %s", Figures.count(count), reason.words()));
        looks(text, result);
        result.outcome().excesses().forEach(excess -> line(text, "limit", "%s", excess));
        if (wrote(result)) {
            work(text, result, seconds);
        }
        result.outcome()
                .committed()
                .ifPresentOrElse(commit -> published(text, commit, outputPath), () -> stopped(text, result));
        if (result.outcome().committed().isPresent() && wrote(result)) {
            report(text, outputPath);
        }
        return text.toString();
    }

    /** Names what was done without a word, and may surprise. */
    private static void looks(StringBuilder text, ConversionResult result) {
        ConversionResult.Seen seen = result.seen();
        seen.statistics()
                .silent()
                .forEach((change, images) -> line(
                        text,
                        "look",
                        "%s in %s images%s",
                        change.text(),
                        Figures.count(images.images()),
                        change.cure().map(cure -> ": " + cure).orElse("")));
        Examples constant = seen.statistics().constant();
        if (constant.images() > 0) {
            line(text, "look", "%s images of a single colour", Figures.count(constant.images()));
        }
        if (seen.duplicates() != null && seen.duplicates().images() > 0) {
            line(
                    text,
                    "look",
                    "%s images have the bytes of another one: report.duplicates",
                    Figures.count(seen.duplicates().images()));
        }
        long halved = result.tally().halvedBatches();
        if (halved > 0) {
            line(
                    text,
                    "look",
                    "%s batches failed and were tried again in halves: a smaller engine.batch-size, or fewer tasks on a"
                            + " device",
                    Figures.count(halved));
        }
    }

    private static void work(StringBuilder text, ConversionResult result, double seconds) {
        line(
                text,
                "rate",
                "%.0f images/s over %s",
                result.tally().input() / seconds,
                Figures.duration(result.duration()));
        line(
                text,
                "sizes",
                "%s read, %s written in %s files",
                Figures.bytes(result.tally().sourceBytes()),
                Figures.bytes(result.fileBytes()),
                Figures.count(result.files()));
        line(text, "time", "%s", times(result.tally().times()));
        line(text, "device", "%s", result.device());
        for (ModelColumn model : result.models()) {
            line(text, "model", "%s: %s", model.options().column(), model.column());
        }
    }

    /** Says where they are and shows a few; which ones there are must not depend on the machine unnoticed. */
    private static void rejects(StringBuilder text, ConversionResult result, String outputPath) {
        if (result.rejectedRows() == 0) {
            return;
        }
        String folder = result.outcome().committed().isPresent()
                ? outputPath
                : result.outcome().failedFolder();
        line(text, "rejects", "%s/rejects, among them", folder);
        result.seen().statistics().rejects().values().stream()
                .flatMap(List::stream)
                .limit(MOST_EXAMPLES)
                .forEach(image -> line(text, "", "  %s: %s", image.path(), firstLine(image)));
        long tooLarge = result.rejected().entrySet().stream()
                .filter(entry -> entry.getKey().code() == RejectCode.OUT_OF_MEMORY)
                .mapToLong(Map.Entry::getValue)
                .sum();
        if (tooLarge > 0) {
            line(
                    text,
                    "memory",
                    "%s images were rejected for lack of memory alone: give the executors more, and run again",
                    Figures.count(tooLarge));
        }
    }

    private static String firstLine(RejectedImage image) {
        return image.message().lines().findFirst().orElse("");
    }

    private static boolean wrote(ConversionResult result) {
        return result.update() == null || result.update().batches() > 0;
    }

    private static void published(StringBuilder text, CommitRecord commit, String outputPath) {
        if (commit.data().totalRows() == 0) {
            line(text, "data", "the dataset is empty, its schema is that of the options");
        }
        line(
                text,
                "dataset",
                "%s rows, %s rejects in commit %s",
                Figures.count(commit.data().totalRows()),
                Figures.count(commit.rejects().totalRows()),
                commit.commit());
        line(text, "output", "%s", outputPath);
    }

    /** Names the page, where a terminal may make a link of it. */
    private static void report(StringBuilder text, String folder) {
        String name = "report/" + DatasetFolder.REPORT_PAGE;
        Path page = new Path(folder, name);
        String scheme = page.toUri().getScheme();
        boolean local = scheme == null || scheme.equals("file");
        // Hadoop's path would leave out the empty host of hdfs:///.
        line(
                text,
                "report",
                "%s",
                local
                        ? java.nio.file.Path.of(page.toUri().getPath())
                                .toAbsolutePath()
                                .toUri()
                        : folder + (folder.endsWith("/") ? "" : "/") + name);
    }

    private static void stopped(StringBuilder text, ConversionResult result) {
        line(
                text,
                "output",
                "%s; rejects and report are in %s",
                unpublished(result),
                result.outcome().failedFolder());
        report(text, result.outcome().failedFolder());
    }

    private static String unpublished(ConversionResult result) {
        return result.update() == null || result.update().published() == 0
                ? "nothing was published"
                : String.format(
                        Locale.ROOT,
                        "%,d of %,d batches were published, and this one was not",
                        result.update().published(),
                        result.update().batches());
    }

    private static void update(StringBuilder text, ConversionResult result) {
        ConversionResult.Update update = result.update();
        line(text, "update", "%s", UpdateText.of(update.counts()));
        if (update.published() == 0 && result.outcome().committed().isPresent()) {
            line(text, "", "nothing to do: no image is new or changed");
        } else if (update.batches() > 1) {
            line(text, "", "in %,d commits", update.published());
        }
        if (update.failedAlike() > 0) {
            line(
                    text,
                    "",
                    "%s tried again and failed as before; nothing is written for them",
                    Figures.count(update.failedAlike()));
        }
    }

    private static String times(StageTimes times) {
        Map<String, Long> stages = times.byStage();
        long sum = stages.values().stream().mapToLong(Long::longValue).sum();
        StringBuilder text = new StringBuilder();
        stages.forEach((stage, nanos) -> text.append(text.isEmpty() ? "" : ", ")
                .append(String.format(Locale.ROOT, "%s %.1f s (%d%%)", stage, nanos / 1e9, percent(nanos, sum))));
        return text.toString();
    }

    private static long percent(long part, long whole) {
        return whole == 0 ? 0 : Math.round(100.0 * part / whole);
    }

    private static void line(StringBuilder text, String label, String format, Object... values) {
        text.append(String.format(Locale.ROOT, "%-8s ", label))
                .append(String.format(Locale.ROOT, format, values))
                .append('\n');
    }
}
