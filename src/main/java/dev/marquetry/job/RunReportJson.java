package dev.marquetry.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.marquetry.spark.ConversionResult;
import dev.marquetry.spark.ModelColumn;
import dev.marquetry.spark.RunReport;
import java.util.Map;

/**
 * The run's report as JSON: counts, rejects by stage and error, sizes, where the time went, models, options and
 * versions.
 *
 * @param fingerprint what tells conversions apart
 * @param options the resolved options by key
 * @param versions versions by the name of the software
 */
record RunReportJson(String fingerprint, Map<String, Object> options, Map<String, String> versions)
        implements RunReport {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    @Override
    public String json(ConversionResult result) {
        ObjectNode report = JSON.createObjectNode();
        report.put("fingerprint", fingerprint);
        report.put("started", result.started().toString());
        report.put("finished", result.finished().toString());
        report.put("seconds", result.duration().toMillis() / 1000.0);
        report.put("device", result.device());
        ObjectNode rows = report.putObject("rows");
        rows.put("input", result.inputRows());
        rows.put("converted", result.converted());
        rows.put("rejected", result.rejectedRows());
        ArrayNode rejects = report.putArray("rejects");
        result.rejected()
                .forEach((kind, count) -> rejects.addObject()
                        .put("stage", kind.stage())
                        .put("error", kind.error())
                        .put("count", count));
        ObjectNode sizes = report.putObject("bytes");
        sizes.put("source", result.sourceBytes());
        sizes.put("arrays", result.arrayBytes());
        sizes.put("files", result.fileBytes());
        report.put("files", result.files());
        ObjectNode seconds = report.putObject("task_seconds");
        RunSummary.byStage(result.times()).forEach((stage, nanos) -> seconds.put(stage, nanos / 1e9));
        if (!result.models().isEmpty()) {
            ArrayNode models = report.putArray("models");
            result.models().forEach(model -> describe(model, models.addObject()));
        }
        report.set("options", JSON.valueToTree(options));
        report.set("versions", JSON.valueToTree(versions));
        try {
            return JSON.writeValueAsString(report) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a report is always JSON", impossible);
        }
    }

    private static void describe(ModelColumn model, ObjectNode node) {
        node.put("column", model.options().column());
        node.put("dtype", model.column().elementType().dtype());
        node.set("shape", JSON.valueToTree(model.column().shape().orElseThrow()));
        node.put("path", model.options().path());
        node.put("sha256", model.sha256());
        node.put("device", model.device());
    }
}
