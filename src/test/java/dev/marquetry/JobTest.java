package dev.marquetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marquetry.options.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobTest {
    private static final Path PICTURES =
            Path.of("src/test/resources/golden/png").toAbsolutePath();

    @TempDir
    private Path folder;

    private final SparkSession spark = SparkSessions.shared();

    @Test
    void publishesWhatTheCommandLineWouldAndSaysWhatItCommitted() throws IOException {
        Path file = Files.writeString(folder.resolve("job.yaml"), """
                input.path: %s
                output.path: %s
                resize: {method: crop, height: 8, width: 8}
                """.formatted(PICTURES, folder.resolve("out")));
        JobResult first = Job.of(file).run(spark);
        assertThat(first.commit()).contains(1L);
        assertThat(first.convertedRows() + first.rejectedRows()).isEqualTo(first.inputRows());
        assertThat(first.convertedRows()).isPositive();
        assertThat(first.excesses()).isEmpty();

        JobResult second = Job.of(file)
                .with("output.mode", "append")
                .with("output.duplicates", "keep")
                .run(spark);
        assertThat(second.commit()).contains(2L);
        assertThat(spark.read().parquet(folder.resolve("out/data").toString()).count())
                .isEqualTo(2 * first.convertedRows());
        assertThat(folder.resolve("out/report/runs/" + second.run() + ".json")).exists();
    }

    @Test
    void takesAllOfItsOptionsFromAMap() throws IOException {
        JobResult result = Job.of(Map.of(
                        "input.path", PICTURES,
                        "output", Map.of("path", folder.resolve("out"), "partition-by", new String[0]),
                        "resize", Map.of("method", "squish", "height", 4, "width", 4)))
                .run(spark);
        assertThat(result.commit()).contains(1L);
    }

    @Test
    void saysWhichLimitStoppedIt() throws IOException {
        Path broken = Files.createDirectory(folder.resolve("broken"));
        Files.writeString(broken.resolve("a.png"), "");
        JobResult result = Job.of(Map.of("input.path", broken, "output.path", folder.resolve("out")))
                .run(spark);
        assertThat(result.commit()).isEmpty();
        assertThat(result.excesses()).singleElement().asString().contains("none of 1 rows gave an array");
        assertThat(folder.resolve("out/_failed/" + result.run() + "/report/run.json"))
                .exists();
    }

    @Test
    void tellsAllFaultsAtOnce() {
        Job job = Job.of(Map.of("input.path", PICTURES)).with("resize.method", "stretch");
        assertThatThrownBy(() -> job.run(spark))
                .isInstanceOf(UserException.class)
                .hasMessageContainingAll("2 faults", "output.path is required", "resize.method must be one of");
    }
}
