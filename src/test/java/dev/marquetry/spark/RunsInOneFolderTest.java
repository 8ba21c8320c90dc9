package dev.marquetry.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marquetry.SparkSessions;
import dev.marquetry.dataset.SteppingFileSystem;
import dev.marquetry.options.OutputMode;
import dev.marquetry.options.Takeover;
import dev.marquetry.options.UserException;
import dev.marquetry.spark.description.ConversionResult;
import dev.marquetry.spark.publish.DatasetVerification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
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
    void prepare() throws IOException {
        SteppingFileSystem.configure(spark.sparkContext().hadoopConfiguration());
        job = new SmallJob(spark, folder, SteppingFileSystem.SCHEME + ":" + folder.resolve("out"));
    }

    @AfterEach
    void silence() {
        SteppingFileSystem.silence();
    }

    private static boolean isStop(String name, String change, String path) {
        return switch (name) {
            case "converting" ->
                change.equals("create") && path.contains("/_staging/") && path.contains("/data/_temporary/");
            case "after its last look" -> change.equals("rename") && path.contains("/out/data/");
            case "after its commit" -> change.equals("rename") && path.contains("/out/report/");
            default -> throw new IllegalArgumentException(name);
        };
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
        job.run(OutputMode.ERROR, Takeover.OF_THE_DEAD, "old");
        CountDownLatch stopped = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicBoolean first = new AtomicBoolean(true);
        SteppingFileSystem.announceTo((change, path) -> {
            if (isStop(stop, change, path.toString()) && first.compareAndSet(true, false)) {
                stopped.countDown();
                await(goOn);
            }
        });
        FutureTask<ConversionResult> runA = new FutureTask<>(() -> job.run(mode, Takeover.OF_THE_DEAD, "a"));
        new Thread(runA, "run-a").start();
        await(stopped);
        boolean taken = lock.equals("expired");
        try {
            if (taken) {
                expireLocks();
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
        boolean committed = !taken || stop.equals("after its commit");
        assertThat(EndedRun.committed(runA)).isEqualTo(committed);
        Stream<String> runs = Stream.of(committed ? "a" : "", taken ? "b" : "");
        List<String> labels = mode == OutputMode.APPEND
                ? Stream.concat(Stream.of("old"), runs)
                        .filter(label -> !label.isEmpty())
                        .sorted()
                        .toList()
                : List.of(taken ? "b" : "a");
        assertThat(job.labels()).isEqualTo(labels);
        assertThat(DatasetVerification.verify(spark, job.output()).findings()).isEmpty();
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(60, TimeUnit.SECONDS)) {
                throw new IOException("nothing came within a minute");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    private void expireLocks() throws IOException {
        FileTime old = FileTime.from(Instant.now().minus(Duration.ofMinutes(11)));
        try (Stream<Path> files = Files.list(folder.resolve("out"))) {
            for (Path lock : files.filter(file -> file.getFileName().toString().startsWith("_lock."))
                    .toList()) {
                Files.setLastModifiedTime(lock, old);
            }
        }
    }
}
