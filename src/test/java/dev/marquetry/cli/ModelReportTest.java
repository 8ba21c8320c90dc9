package dev.marquetry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.marquetry.SparkSessions;
import dev.marquetry.options.JobOptions;
import dev.marquetry.options.JobOptionsFixture;
import dev.marquetry.spark.DatasetConversion;
import dev.marquetry.spark.description.ConversionResult;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelReportTest {
    private static final Path RESOURCES = Path.of("src/test/resources").toAbsolutePath();

    @TempDir
    Path folder;

    @Test
    void tellsOfTheModelInPlanReportAndSummary() throws IOException {
        JobOptions options = JobOptionsFixture.resolve(
                "input.path: " + RESOURCES + "/golden/png\n"
                        + "output.path: " + folder.resolve("out") + "\n"
                        + "resize: {method: squish, height: 8, width: 8}\n"
                        + "tensor.dtype: float32\n"
                        + "engine.device: cpu\n"
                        + "model.path: " + RESOURCES + "/models/means.pt\n",
                "output.image=false");
        try (DatasetConversion conversion = DatasetConversion.open(SparkSessions.shared(), options.conversion())) {
            assertThat(PlanText.of(options, conversion, conversion.outlook()))
                    .contains("  embedding: float32 3\n")
                    .doesNotContain("  image: ");
            ConversionResult result = conversion.run((done, rejected) -> {});
            JsonNode json = new ObjectMapper()
                    .readTree(folder.resolve("out/report/run.json").toFile());
            assertThat(json.at("/device").asText()).isEqualTo("cpu");
            assertThat(json.at("/task_seconds/model").asDouble()).isPositive();
            assertThat(json.at("/models/0/column").asText()).isEqualTo("embedding");
            assertThat(json.at("/models/0/dtype").asText()).isEqualTo("float32");
            assertThat(json.at("/models/0/shape").toString()).isEqualTo("[3]");
            assertThat(json.at("/models/0/path").asText()).isEqualTo("file:" + RESOURCES + "/models/means.pt");
            assertThat(json.at("/models/0/sha256").asText()).matches("[0-9a-f]{64}");
            assertThat(json.at("/models/0/device").asText()).isEqualTo("cpu");
            assertThat(json.at("/options/model.path").asText()).endsWith("means.pt");
            assertThat(RunSummary.of(result, "out"))
                    .contains("model    embedding: float32 3\n")
                    .containsPattern("time .*, model \\d");
        }
    }
}
