package dev.marquetry.spark.description;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.marquetry.dataset.CommitRecord;
import dev.marquetry.options.ConversionOptions;
import dev.marquetry.options.WrittenOptions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The text of {@code report/run.json}: counts, rejects by stage and error, sizes, where the time went, models, options
 * and versions.
 */
public final class RunReport {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private RunReport() {}

    /** Returns the text. */
    public static String json(ConversionOptions options, ConversionResult result) {
        ObjectNode report = JSON.createObjectNode();
        report.put("run", result.run());
        report.put("fingerprint", WrittenOptions.fingerprint(options));
        report.put("started", result.started().toString());
        report.put("finished", result.finished().toString());
        report.put("seconds", result.duration().toMillis() / 1000.0);
        report.put("device", result.device());
        report.put("published", result.outcome().committed().isPresent());
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
                        .put("count", count));
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
        return text(report);
    }

    /**
     * Returns the text of a run that copied files together and converted nothing.
     *
     * @param before the newest commit when it began
     * @param commit what it committed
     * @param started when it began
     */
    public static String compacted(CommitRecord before, CommitRecord commit, Instant started) {
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
        return text(report);
    }

    private static String text(ObjectNode report) {
        try {
            return JSON.writeValueAsString(report) + "\n";
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
