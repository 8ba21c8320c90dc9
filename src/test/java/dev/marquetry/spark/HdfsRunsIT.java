package dev.marquetry.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.SparkSessions;
import dev.marquetry.cluster.HadoopCluster;
import dev.marquetry.dataset.SteppingFileSystem;
import dev.marquetry.dataset.UpdateCounts;
import dev.marquetry.options.OutputMode;
import dev.marquetry.options.Takeover;
import dev.marquetry.options.UpdateOptions;
import dev.marquetry.spark.description.ConversionResult;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs whose dataset is on HDFS: two in one folder, of which one is stopped, and an update. */
class HdfsRunsIT {
    private static HadoopCluster cluster;

    private final SparkSession spark = SparkSessions.shared();

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        cluster = HadoopCluster.shared();
    }

    @AfterEach
    void silence() {
        SteppingFileSystem.silence();
    }

    @ParameterizedTest
    @CsvSource({
        "converting, valid, OVERWRITE", "converting, expired, APPEND",
        "after its last look, valid, APPEND", "after its last look, expired, OVERWRITE",
        "after its last look, expired, APPEND", "after its commit, expired, OVERWRITE",
        "after its commit, expired, APPEND"
    })
    void keepsEveryPublishedRowOnce(String stop, String lock, OutputMode mode) throws Exception {
        SmallJob job = new SmallJob(spark, folder, cluster.newFolder() + "/out");
        new StoppedRun(stop, lock.equals("expired"), mode).assertKeepsEveryPublishedRowOnce(spark, job);
    }

    @Test
    void isWhatANewRunWouldMakeAfterUpdatesOfWhichOneWasStopped() throws Exception {
        NightlyFolder night = new NightlyFolder(spark, folder.resolve("pictures"), cluster.newFolder() + "/nightly")
                .updating(new UpdateOptions(UpdateOptions.Retry.ALL, UpdateOptions.Gone.REMOVE, 4));
        for (int picture = 0; picture < 6; picture++) {
            night.put(picture + ".png", picture);
        }
        night.breakFile("b.png");
        night.update();
        assertThat(night.rows()).isEqualTo(night.freshRows());
        night.put("0.png", 100);
        night.put("2.png", 102);
        night.delete("1.png");
        night.put("b.png", 7);
        CountDownLatch stopped = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicBoolean first = new AtomicBoolean(true);
        SteppingFileSystem.announceTo((change, path) -> {
            if (change.equals("create")
                    && path.getParent().getName().equals("_commits")
                    && first.compareAndSet(true, false)) {
                stopped.countDown();
                StoppedRun.await(goOn);
            }
        });
        FutureTask<ConversionResult> update = new FutureTask<>(night::update);
        new Thread(update, "stopped-update").start();
        StoppedRun.await(stopped);
        night.takingOver(Takeover.ALWAYS).update();
        goOn.countDown();
        assertThat(EndedRun.committed(update)).isFalse();
        assertThat(night.rows()).isEqualTo(night.freshRows());
        assertThat(night.findings()).isEmpty();
        assertThat(night.update().update().counts()).isEqualTo(new UpdateCounts(0, 0, 0, 0, 0, 6, 0, 0));
    }
}
