package dev.marquetry.cluster;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;
import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.BuildFolder;
import dev.marquetry.SparkSessions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The quick start: its job, its pictures, and what it makes of them in one JVM, made once for all tests. */
final class SampleRun {
    /** The job of the quick start. */
    static final String JOB = "jobs/quickstart.yaml";

    /** The build runs tests in a few JVMs, which it numbers. */
    private static final Path FOLDER = BuildFolder.path("sample-run-" + System.getProperty("marquetry.fork", "1"));

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private static boolean converted;

    private SampleRun() {}

    /** Returns the manifest of the pictures, drawn where they are not there yet. */
    static synchronized Path manifest() {
        Path manifest = FOLDER.resolve("pictures/manifest.csv");
        if (!Files.exists(manifest)) {
            run(Command.script("marquetry", "sample", manifest.getParent().toString()));
        }
        return manifest;
    }

    /** Returns the dataset that a run in one JVM makes of them, anew for each JVM of tests. */
    static synchronized Path dataset() {
        Path dataset = FOLDER.resolve("dataset");
        if (!converted) {
            run(Command.script("marquetry", "run", JOB)
                    .and("--set", "input.path=" + manifest(), "--set", "output.path=" + dataset));
            converted = true;
        }
        return dataset;
    }

    private static void run(Command command) {
        Command.Outcome outcome = command.run(LIMIT);
        assertThat(outcome.exitCode()).as(outcome.error()).isZero();
    }

    /** Returns the rows of {@code data/}, each value in full or by a hash of it, in the order of their paths. */
    static List<Row> rows(String dataset) {
        return rows(SparkSessions.shared(), dataset);
    }

    /** Returns them where the session finds the dataset. */
    static List<Row> rows(SparkSession spark, String dataset) {
        return rows(inFewRows(spark).read().parquet(dataset + "/data"));
    }

    /** Returns the rows of {@code rejects/}, in the order of their paths. */
    static List<Row> rejects(String dataset) {
        return rejects(SparkSessions.shared(), dataset);
    }

    /** Returns them where the session finds the dataset. */
    static List<Row> rejects(SparkSession spark, String dataset) {
        return rows(inFewRows(spark).read().parquet(dataset + "/rejects"));
    }

    /** By default Spark reads 4096 arrays at once, which takes gigabytes. */
    static SparkSession inFewRows(SparkSession spark) {
        spark.conf().set("spark.sql.parquet.columnarReaderBatchSize", "64");
        return spark;
    }

    private static List<Row> rows(Dataset<Row> rows) {
        Column[] columns = Arrays.stream(rows.columns())
                .sorted()
                .map(name -> name.equals("image") ? xxhash64(col(name)).as(name) : col(name))
                .toArray(Column[]::new);
        return rows.select(columns).orderBy("path").collectAsList();
    }
}
