package dev.marquetry.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marquetry.dataset.SteppingFileSystem;
import dev.marquetry.options.OutputMode;
import dev.marquetry.options.Takeover;
import dev.marquetry.options.UserException;
import dev.marquetry.spark.description.ConversionResult;
import dev.marquetry.spark.publish.DatasetVerification;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * A run that is stopped while it changes its folder {@code out}, and goes on after another one has come; the file
 * system is one that announces its changes.
 *
 * @param stop where the run is stopped: {@code converting}, {@code after its last look} or {@code after its commit}
 * @param expired whether its lock is too old by then
 * @param mode what both runs do to the dataset that stands there
 */
record StoppedRun(String stop, boolean expired, OutputMode mode) {
    private static final Duration SILENCE = Duration.ofMinutes(11);

    /** Fails unless every row that a run has published stands there once. */
    void assertKeepsEveryPublishedRowOnce(SparkSession spark, SmallJob job) throws Exception {
        job.run(OutputMode.ERROR, Takeover.OF_THE_DEAD, "old");
        CountDownLatch stopped = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicBoolean first = new AtomicBoolean(true);
        SteppingFileSystem.announceTo((change, path) -> {
            if (isStop(change, path.toString()) && first.compareAndSet(true, false)) {
                stopped.countDown();
                await(goOn);
            }
        });
        FutureTask<ConversionResult> runA = new FutureTask<>(() -> job.run(mode, Takeover.OF_THE_DEAD, "a"));
        new Thread(runA, "run-a").start();
        await(stopped);
        try {
            if (expired) {
                expireLocks(spark, job);
                job.run(mode, Takeover.OF_THE_DEAD, "b");
            } else {
                assertThatThrownBy(() -> job.run(mode, Takeover.OF_THE_DEAD, "b"))
                        .isInstanceOfSatisfying(
                                UserException.class,
                                refusal -> assertThat(refusal.kind()).isEqualTo(UserException.Kind.HELD));
            }
        } finally {
            goOn.countDown();
        }
        boolean committed = !expired || stop.equals("after its commit");
        assertThat(EndedRun.committed(runA)).isEqualTo(committed);
        Stream<String> runs = Stream.of(committed ? "a" : "", expired ? "b" : "");
        List<String> labels = mode == OutputMode.APPEND
                ? Stream.concat(Stream.of("old"), runs)
                        .filter(label -> !label.isEmpty())
                        .sorted()
                        .toList()
                : List.of(expired ? "b" : "a");
        assertThat(job.labels()).isEqualTo(labels);
        assertThat(DatasetVerification.verify(spark, job.output()).findings()).isEmpty();
    }

    private boolean isStop(String change, String path) {
        return switch (stop) {
            case "converting" ->
                change.equals("create") && path.contains("/_staging/") && path.contains("/data/_temporary/");
            case "after its last look" -> change.equals("rename") && path.contains("/out/data/");
            case "after its commit" -> change.equals("rename") && path.contains("/out/report/");
            default -> throw new IllegalArgumentException(stop);
        };
    }

    /** Waits a minute at most. */
    static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(60, TimeUnit.SECONDS)) {
                throw new IOException("nothing came within a minute");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    private static void expireLocks(SparkSession spark, SmallJob job) throws IOException {
        Path out = new Path(job.output());
        FileSystem fileSystem = out.getFileSystem(spark.sparkContext().hadoopConfiguration());
        long old = Instant.now().minus(SILENCE).toEpochMilli();
        for (FileStatus lock : fileSystem.globStatus(new Path(out, "_lock.*"))) {
            fileSystem.setTimes(lock.getPath(), old, -1);
        }
    }
}
