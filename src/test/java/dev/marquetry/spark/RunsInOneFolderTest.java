package dev.marquetry.spark;

import dev.marquetry.SparkSessions;
import dev.marquetry.dataset.SteppingFileSystem;
import dev.marquetry.options.OutputMode;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run is stopped while it changes its folder, and goes on after another one has come. */
class RunsInOneFolderTest {
    private final SparkSession spark = SparkSessions.shared();

    @TempDir
    Path folder;

    private SmallJob job;

    @BeforeEach
    void prepare() {
        SteppingFileSystem.configure(spark.sparkContext().hadoopConfiguration());
        job = new SmallJob(spark, folder, SteppingFileSystem.SCHEME + ":" + folder.resolve("out"));
    }

    @AfterEach
    void silence() {
        SteppingFileSystem.silence();
    }

    @ParameterizedTest
    @CsvSource({
        "converting, valid, OVERWRITE", "converting, valid, APPEND",
        "converting, expired, OVERWRITE", "converting, expired, APPEND",
        "after its last look, valid, OVERWRITE", "after its last look, valid, APPEND",
        "after its last look, expired, OVERWRITE", "after its last look, expired, APPEND",
        "after its commit, valid, OVERWRITE", "after its commit, valid, APPEND",
        "after its commit, expired, OVERWRITE", "after its commit, expired, APPEND"
    })
    void keepsEveryPublishedRowOnce(String stop, String lock, OutputMode mode) throws Exception {
        new StoppedRun(stop, lock.equals("expired"), mode).assertKeepsEveryPublishedRowOnce(spark, job);
    }
}
