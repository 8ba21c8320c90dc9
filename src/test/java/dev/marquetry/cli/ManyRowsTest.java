package dev.marquetry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.LauncherBuild;
import dev.marquetry.SparkSessions;
import dev.marquetry.options.JobOptions;
import dev.marquetry.options.JobOptionsFixture;
import dev.marquetry.spark.DatasetConversion;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyRowsTest {
    private static final Path IMAGE =
            Path.of("src/test/resources/golden/png/rgb.png").toAbsolutePath();
    private static final int ROWS = 200_000;

    /** Less than a path takes in memory. */
    private static final int MOST_BYTES_PER_ROW = 40;

    @TempDir
    private Path folder;

    /** The rows carry a text of 2 KB each: together they would not fit into the heap. */
    @Test
    void neverHoldsTheRows() throws IOException, InterruptedException {
        LauncherBuild.require();
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
        marquetry.environment().put("MARQUETRY_JAVA_OPTS", LauncherBuild.brief() + " -Xmx512m -Dspark.master=local[2]");
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

    /** In this JVM, which is driver and executor at once. */
    @Test
    @Tag("timing")
    void takesNoMoreHeapForTenTimesTheRows() throws IOException {
        heldFor(ROWS / 100);
        long few = heldFor(ROWS / 10);
        long many = heldFor(ROWS);
        assertThat(many - few).isLessThan(MOST_BYTES_PER_ROW * (ROWS - ROWS / 10));
    }

    /** Returns the bytes that a conversion keeps when it is planned, or when it has run if that is more. */
    private long heldFor(int rows) throws IOException {
        SparkSession spark = SparkSessions.shared();
        String manifest = folder.resolve("manifest-" + rows).toString();
        spark.range(rows)
                .selectExpr("'' as path", "concat('note ', id) as note")
                .coalesce(2)
                .write()
                .parquet(manifest);
        JobOptions options = JobOptionsFixture.resolve(
                "input: {path: " + manifest + ", format: parquet}\nresize: {method: crop, height: 8, width: 8}\n"
                        + "output.path: " + folder.resolve("out-" + rows) + "\n");
        long before = usedHeap();
        try (DatasetConversion conversion = DatasetConversion.open(spark, options.conversion())) {
            assertThat(conversion.inputRows()).isEqualTo(rows);
            long planned = usedHeap() - before;
            conversion.run((done, rejected) -> {});
            return Math.max(planned, usedHeap() - before);
        }
    }

    private static long usedHeap() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        // Spark frees what it shipped when a collection has shown that nobody needs it.
        memory.gc();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            return failure.toString();
        }
    }
}
