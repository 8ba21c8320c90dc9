package dev.marquetry.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.marquetry.SparkSessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyRowsTest {
    private static final Path IMAGE =
            Path.of("src/test/resources/golden/png/rgb.png").toAbsolutePath();
    private static final int ROWS = 200_000;

    @TempDir
    private Path folder;

    /** The rows carry a text of 2 KB each: together they would not fit into the heap. */
    @Test
    void neverHoldsTheRows() throws IOException, InterruptedException {
        assumeThat(Path.of("target/cluster.classpath")).exists();
        SparkSession spark = SparkSessions.shared();
        spark.range(ROWS)
                .selectExpr("if(id % 100 = 0, '" + IMAGE + "', '') as path", "concat(id, repeat('-', 2000)) as note")
                .coalesce(2)
                .write()
                .parquet(folder.resolve("manifest").toString());
        Path job = folder.resolve("job.yaml");
        Files.writeString(job, """
                input: {path: %s, format: parquet}
                resize: {method: crop, height: 8, width: 8}
                output.path: %s
                """.formatted(folder.resolve("manifest"), folder.resolve("out")));
        Path printed = folder.resolve("printed.txt");
        ProcessBuilder marquetry = new ProcessBuilder("scripts/marquetry", "run", job.toString())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        marquetry.environment().put("MARQUETRY_JAVA_OPTS", "-Xmx512m -Dspark.master=local[2]");
        marquetry.environment().put("JAVA_HOME", System.getProperty("java.home"));
        assertThat(marquetry.start().waitFor())
                .withFailMessage(() -> read(printed))
                .isZero();
        assertThat(spark.read().parquet(folder.resolve("out/data").toString()).count())
                .isEqualTo(ROWS / 100);
        assertThat(spark.read()
                        .parquet(folder.resolve("out/rejects").toString())
                        .count())
                .isEqualTo(ROWS - ROWS / 100);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            return failure.toString();
        }
    }
}
