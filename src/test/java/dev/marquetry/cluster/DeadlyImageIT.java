package dev.marquetry.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.SparkSessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadlyImageIT {
    private static final Path IMAGE = Path.of("src/test/resources/golden/png/rgb.png");
    private static final int IMAGES = 12;

    @TempDir
    private static Path state;

    private static SparkCluster cluster;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        cluster = SparkCluster.start(state, SparkHome.current());
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void rejectsExactlyTheImageThatKillsTheProcess() throws IOException {
        Path pictures = Files.createDirectory(folder.resolve("pictures"));
        List<String> others = new ArrayList<>();
        for (int index = 0; index < IMAGES; index++) {
            String name = "image-" + (10 + index) + ".png";
            Files.copy(IMAGE, pictures.resolve(name));
            others.add(name);
        }
        String deadly = others.remove(IMAGES / 2);
        HaltingDecoder.mark(pictures.resolve(deadly));
        Path job = Files.writeString(folder.resolve("job.yaml"), """
                input.path: %s
                resize: {method: crop, height: 8, width: 8}
                output.path: %s
                """.formatted(pictures, folder.resolve("out")));

        Command.Outcome outcome = Submission.to(cluster, job.toString())
                .property(
                        "spark.executor.extraClassPath",
                        HaltingDecoder.classPath(Files.createDirectory(folder.resolve("classes"))))
                .run();

        assertThat(outcome.exitCode()).as(outcome.output() + outcome.error()).isZero();
        List<Row> rejects = rows("rejects", "path", "stage", "error", "message");
        assertThat(rejects).hasSize(1);
        assertThat(rejects.get(0).getString(0)).isEqualTo(deadly);
        assertThat(rejects.get(0).getString(1)).isEqualTo("decode");
        assertThat(rejects.get(0).getString(2)).isEqualTo("PROCESS_DIED");
        assertThat(rejects.get(0).getString(3)).contains("the process that decoded this image died");
        assertThat(rows("data", "path")).extracting(row -> row.getString(0)).isEqualTo(others);
        assertThat(folder.resolve("out/_staging")).doesNotExist();
    }

    private List<Row> rows(String table, String first, String... more) {
        return SparkSessions.shared()
                .read()
                .parquet(folder.resolve("out").resolve(table).toString())
                .select(first, more)
                .orderBy("path")
                .collectAsList();
    }
}
