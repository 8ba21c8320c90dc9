package dev.marquetry.spark.description;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.marquetry.dataset.CommitRecord;
import dev.marquetry.options.ConversionOptions;
import dev.marquetry.options.ReportOptions;
import dev.marquetry.options.WrittenOptions;
import dev.marquetry.spark.rows.RejectKind;
import dev.marquetry.spark.statistics.RunStatistics;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The content of {@code report/run.json}: counts, rejects by stage and error, sizes, what the images are, where the
 * time went, models, options and versions.
 */
public final class RunReport {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final ObjectNode content;

    private RunReport(ObjectNode content) {
        this.content = content;
    }

    /** Makes the report of a run. */
    public static RunReport of(ConversionOptions options, ConversionResult result) {
        ObjectNode report = JSON.createObjectNode();
        report.put("run", result.run());
        report.put("fingerprint", WrittenOptions.fingerprint(options));
        report.put("started", result.started().toString());
        report.put("finished", result.finished().toString());
        report.put("seconds", result.duration().toMillis() / 1000.0);
        report.put("device", result.device());
        report.put("published", result.outcome().committed().isPresent());
        report.put("exit_code", result.outcome().exitCode());
        report.put("output", options.output().path());
        report.set("excesses", JSON.valueToTree(result.outcome().excesses()));
        ObjectNode rows = report.putObject("rows");
        rows.put("input", result.inputRows());
        rows.put("converted", result.converted());
        rows.put("rejected", result.rejectedRows());
        if (result.update() != null) {
            ObjectNode update = report.putObject("update");
            update.setAll((ObjectNode) JSON.valueToTree(result.update().counts()));
            update.put("published_batches", result.update().published());
            update.put("batches", result.update().batches());
            ObjectNode phases = update.putObject("seconds");
            result.update().phases().forEach((phase, time) -> phases.put(phase, time.toMillis() / 1000.0));
        }
        ObjectNode passedOver = report.putObject("passed_over");
        result.passedOver()
                .byReason()
                .forEach((reason, count) -> passedOver.put(reason.name().toLowerCase(Locale.ROOT), count));
        ArrayNode rejects = report.putArray("rejects");
        result.rejected()
                .forEach((kind, count) -> rejects.addObject()
                        .put("stage", kind.stage().written())
                        .put("error", kind.code().name())
                        .put("count", count)
                        .set("examples", examples(result.seen().statistics(), kind)));
        describe(options, result, report);
        ObjectNode sizes = report.putObject("bytes");
        sizes.put("source", result.tally().sourceBytes());
        sizes.put("arrays", result.tally().arrayBytes());
        sizes.put("files", result.fileBytes());
        report.put("files", result.files());
        ObjectNode seconds = report.putObject("task_seconds");
        result.tally().times().byStage().forEach((stage, nanos) -> seconds.put(stage, nanos / 1e9));
        if (!result.models().isEmpty()) {
            ArrayNode models = report.putArray("models");
            result.models().forEach(model -> {
                Map<String, Object> described = new LinkedHashMap<>(model.described());
                described.put("device", model.device());
                models.add(JSON.valueToTree(described));
            });
        }
        result.outcome().committed().ifPresent(commit -> describe(commit, report.putObject("dataset")));
        report.set("options", JSON.valueToTree(WrittenOptions.of(options)));
        report.set("versions", JSON.valueToTree(Versions.all()));
        return new RunReport(report);
    }

    /**
     * Returns the report of a run that copied files together and converted nothing.
     *
     * @param before the newest commit when it began
     * @param commit what it committed
     * @param started when it began
     */
    public static RunReport compacted(CommitRecord before, CommitRecord commit, Instant started) {
        ObjectNode report = JSON.createObjectNode();
        report.put("run", commit.run());
        report.put("mode", commit.mode());
        report.put("fingerprint", commit.description().fingerprint());
        report.put("started", started.toString());
        report.put("finished", commit.committed());
        report.put("published", true);
        report.put("files_before", before.data().files().size());
        describe(commit, report.putObject("dataset"));
        report.set("versions", JSON.valueToTree(Versions.all()));
        return new RunReport(report);
    }

    private static JsonNode examples(RunStatistics statistics, RejectKind kind) {
        return JSON.valueToTree(statistics.rejects().getOrDefault(kind, List.of()).stream()
                .map(image -> StatisticsReport.ordered("path", image.path(), "message", image.message()))
                .toList());
    }

    private static void describe(ConversionOptions options, ConversionResult result, ObjectNode report) {
        ConversionResult.Seen seen = result.seen();
        RunStatistics statistics = seen.statistics();
        if (statistics.sources().images() > 0) {
            Map<String, Object> sources = StatisticsReport.sources(
                    statistics.sources(), options.image().resize());
            report.set("sources", JSON.valueToTree(sources));
            report.set("silently", JSON.valueToTree(StatisticsReport.silent(statistics.silent())));
        }
        if (statistics.pixels().images() > 0) {
            report.set("pixels", JSON.valueToTree(StatisticsReport.pixels(statistics, ReportOptions.SEED)));
        }
        if (seen.duplicates() != null) {
            report.set("duplicates", JSON.valueToTree(seen.duplicates()));
        }
        report.set("slowest", JSON.valueToTree(StatisticsReport.slowest(statistics)));
        report.putObject("tasks")
                .put("finished", seen.tasks().finished())
                .put("failed", seen.tasks().failed())
                .put("killed", seen.tasks().killed())
                .put("executors_lost", seen.tasks().executorsLost())
                .put("batches_halved", result.tally().halvedBatches());
    }

    /** Returns the content as maps, lists and plain values. */
    public Map<String, Object> content() {
        return JSON.convertValue(content, new TypeReference<Map<String, Object>>() {});
    }

    /**
     * Returns the content of a report that was written.
     *
     * @param text of {@code run.json}
     * @throws IllegalArgumentException if it is not such a text
     */
    public static Map<String, Object> read(String text) {
        try {
            return JSON.readValue(text, new TypeReference<Map<String, Object>>() {});
        } catch (JsonProcessingException other) {
            throw new IllegalArgumentException("no report of a run", other);
        }
    }

    /** Returns the text of the file. */
    public String text() {
        try {
            return JSON.writeValueAsString(content) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a report is always JSON", impossible);
        }
    }

    private static void describe(CommitRecord commit, ObjectNode node) {
        node.put("commit", commit.commit());
        node.put("root", commit.description().root());
        node.put("rows", commit.data().totalRows());
        node.put("rejects", commit.rejects().totalRows());
        node.put("files", commit.data().files().size());
        node.put("bytes", commit.data().totalBytes());
    }
}
