package dev.marquetry.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marquetry.cluster.HadoopCluster;
import dev.marquetry.dataset.TrialRun.Mode;
import dev.marquetry.options.Takeover;
import dev.marquetry.options.UserException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The lock and the commits of a dataset's folder on HDFS, as {@link FolderLockTest} and its neighbours have them. */
class HdfsFolderIT {
    private static final int WRITERS = 8;
    private static final int STEPS_BETWEEN_DEATHS = 4;
    private static final int MORE_CHANGES_THAN_A_RUN_MAKES = 200;

    private static HadoopCluster cluster;

    private FileSystem fileSystem;
    private String root;

    @BeforeAll
    static void start() {
        cluster = HadoopCluster.shared();
    }

    @BeforeEach
    void name() {
        fileSystem = cluster.files();
        root = cluster.newFolder() + "/out";
    }

    @AfterEach
    void silence() {
        SteppingFileSystem.silence();
    }

    @Test
    void hasOneHolderOfManyThatAsk() throws Exception {
        for (int round = 0; round < 5; round++) {
            List<FolderLock> holders = succeeded(() -> acquire(Takeover.OF_THE_DEAD));
            assertThat(holders).hasSize(1);
            holders.get(0).close();
        }
        assertThat(fileSystem.listStatus(new Path(root))).isEmpty();
    }

    @Test
    void hasOneWriterOfManyForAFile() throws Exception {
        for (int round = 0; round < 5; round++) {
            Path record = new Path(root, "_commits/" + round + ".json");
            List<Boolean> created = succeeded(() -> new ExclusiveFiles(fileSystem)
                    .create(record, "of " + Thread.currentThread().getName()));
            assertThat(created).hasSize(WRITERS).containsOnlyOnce(true);
        }
    }

    /** Returns what came of many calls at once; of those that were refused there is nothing. */
    private static <T> List<T> succeeded(Callable<T> call) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Callable<T>> calls = new ArrayList<>();
            for (int index = 0; index < WRITERS; index++) {
                calls.add(call);
            }
            List<T> results = new ArrayList<>();
            for (Future<T> asked : threads.invokeAll(calls)) {
                try {
                    results.add(asked.get());
                } catch (ExecutionException refused) {
                    assertThat(refused.getCause()).isInstanceOf(UserException.class);
                }
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void isTakenOverOnceItWasNotRenewedForTenMinutesByTheClockOfTheNameNode() throws IOException {
        FolderLock silent = acquire(Takeover.OF_THE_DEAD);
        age(Duration.ofMinutes(9));
        assertThatThrownBy(() -> acquire(Takeover.OF_THE_DEAD)).isInstanceOf(UserException.class);
        age(Duration.ofMinutes(11));
        assertThat(silent.renew(Instant.now())).isTrue();
        assertThatThrownBy(() -> acquire(Takeover.OF_THE_DEAD)).isInstanceOf(UserException.class);
        age(Duration.ofMinutes(11));
        try (FolderLock successor = acquire(Takeover.OF_THE_DEAD)) {
            successor.requireHeld();
            assertThat(silent.renew(Instant.now())).isFalse();
            assertThatThrownBy(silent::requireHeld).hasMessageContaining("another run took the dataset's folder over");
        }
    }

    /** Every fourth change, as each is a call to a NameNode; the others are tried on a local disk. */
    @ParameterizedTest
    @CsvSource({"OVERWRITE, APPEND", "APPEND, OVERWRITE"})
    void isAsBeforeOrAsAskedForWhereverARunIsKilled(Mode killed, Mode next) throws IOException {
        boolean died = true;
        for (int change = 1; died; change += STEPS_BETWEEN_DEATHS) {
            assertThat(change).isLessThan(MORE_CHANGES_THAN_A_RUN_MAKES);
            root = cluster.newFolder() + "/out";
            new TrialRun(root, Mode.OVERWRITE, "a", "b").run(Takeover.OF_THE_DEAD);
            died = new TrialRun(root, killed, "c", "d").dies(change);
            new TrialRun(root, next, "e").run(Takeover.ALWAYS);
            assertThat(TrialRun.faults(root)).as("killed at change %d", change).isEmpty();
            assertThat(TrialRun.standing(root))
                    .as("killed at change %d", change)
                    .isIn(
                            next == Mode.OVERWRITE
                                    ? List.of(List.of("e"))
                                    : List.of(List.of("a", "b", "e"), List.of("c", "d", "e")));
        }
    }

    /** Returns whether the run died at that change, and at every one after it. */
    @ParameterizedTest
    @EnumSource(Mode.class)
    void letsOneOfTwoRunsHaveTheNextCommit(Mode mode) throws IOException {
        new TrialRun(root, Mode.OVERWRITE, "a").run(Takeover.OF_THE_DEAD);
        AtomicBoolean first = new AtomicBoolean(true);
        SteppingFileSystem.announceTo((change, path) -> {
            if (change.equals("create")
                    && path.getParent().getName().equals("_commits")
                    && first.compareAndSet(true, false)) {
                TrialRun second = new TrialRun(root, mode, "s");
                assertThatThrownBy(() -> second.run(Takeover.OF_THE_DEAD))
                        .hasMessageContaining("another run writes to output.path");
                age(Duration.ofMinutes(11));
                second.run(Takeover.OF_THE_DEAD);
            }
        });
        assertThatThrownBy(() -> new TrialRun(root, mode, "f").run(Takeover.OF_THE_DEAD))
                .isInstanceOf(UserException.class);
        assertThat(TrialRun.standing(root)).isEqualTo(mode == Mode.APPEND ? List.of("a", "s") : List.of("s"));
        assertThat(TrialRun.faults(root)).isEmpty();
    }

    private FolderLock acquire(Takeover takeover) throws IOException {
        return FolderLock.acquire(fileSystem, new Path(root), RunId.next(), takeover);
    }

    private void age(Duration age) throws IOException {
        long time = Instant.now().minus(age).toEpochMilli();
        for (FileStatus lock : fileSystem.globStatus(new Path(root, FolderLock.PREFIX + "*"))) {
            fileSystem.setTimes(lock.getPath(), time, -1);
        }
    }
}
