package dev.marquetry.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marquetry.options.Takeover;
import dev.marquetry.options.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
    @TempDir
    java.nio.file.Path folder;

    private FileSystem fileSystem;
    private Path root;

    @BeforeEach
    void open() throws IOException {
        fileSystem = FileSystem.getLocal(new Configuration()).getRaw();
        root = fileSystem.makeQualified(new Path(folder.toString()));
    }

    @Test
    void isGivenBack() throws IOException {
        acquire(Takeover.OF_THE_DEAD).close();
        acquire(Takeover.OF_THE_DEAD).close();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void saysWhoHoldsItAndSinceWhen() throws IOException {
        try (FolderLock held = acquire(Takeover.OF_THE_DEAD)) {
            assertThatThrownBy(() -> acquire(Takeover.OF_THE_DEAD))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("of " + System.getProperty("user.name"))
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageContaining("which began at 2")
                    .hasMessageContaining("cure:  wait for it to end");
            held.requireHeld();
        }
    }

    @Test
    void isTakenOverOnceItWasNotRenewedForTenMinutes() throws IOException {
        FolderLock silent = acquire(Takeover.OF_THE_DEAD);
        age(Duration.ofMinutes(9));
        assertThatThrownBy(() -> acquire(Takeover.OF_THE_DEAD)).isInstanceOf(UserException.class);
        age(Duration.ofMinutes(11));
        try (FolderLock successor = acquire(Takeover.OF_THE_DEAD)) {
            successor.requireHeld();
            assertThatThrownBy(silent::requireHeld)
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("another run took the dataset's folder over");
        }
    }

    @Test
    void isRenewedByItsHolder() throws IOException {
        try (FolderLock held = acquire(Takeover.OF_THE_DEAD)) {
            age(Duration.ofMinutes(11));
            assertThat(held.renew(Instant.now())).isTrue();
            assertThatThrownBy(() -> acquire(Takeover.OF_THE_DEAD)).isInstanceOf(UserException.class);
        }
    }

    @Test
    void staysLostThoughItsFormerHolderRenewsIt() throws IOException {
        FolderLock former = acquire(Takeover.OF_THE_DEAD);
        try (FolderLock successor = acquire(Takeover.ALWAYS)) {
            assertThat(former.renew(Instant.now())).isFalse();
            former.close();
            successor.requireHeld();
            assertThat(folder.resolve("_lock.2")).exists();
            assertThat(folder.resolve("_lock.1")).doesNotExist();
        }
        former.renew(Instant.now());
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void isNotTakenOverWhereSomebodyRemovedTheFolder() throws IOException {
        try (FolderLock held = acquire(Takeover.OF_THE_DEAD)) {
            Files.delete(folder.resolve("_lock.1"));
            assertGone(held);
            Files.delete(folder);
            assertGone(held);
        }
    }

    @Test
    void isTakenOverWhereTheSuccessorHasCommittedAndEnded() throws IOException {
        FolderLock former = acquire(Takeover.OF_THE_DEAD);
        acquire(Takeover.ALWAYS).close();
        Files.createDirectory(folder.resolve("_commits"));
        assertThatThrownBy(former::requireHeld)
                .isInstanceOfSatisfying(
                        UserException.class, lost -> assertThat(lost.kind()).isEqualTo(UserException.Kind.HELD));
    }

    private static void assertGone(FolderLock lock) {
        assertThatThrownBy(lock::requireHeld)
                .isInstanceOfSatisfying(
                        UserException.class, gone -> assertThat(gone.kind()).isEqualTo(UserException.Kind.RUN))
                .hasMessageContaining("the dataset's folder or its lock is gone: ");
    }

    @Test
    void isTakenOverAtOnceFromAProcessThatIsGone() throws Exception {
        Process process = new ProcessBuilder("true").start();
        long pid = process.pid();
        process.waitFor();
        String own = ownLock();
        Files.writeString(
                folder.resolve("_lock.7"),
                own.replace("\"pid\":" + ProcessHandle.current().pid() + ",", "\"pid\":" + pid + ","));
        try (FolderLock held = acquire(Takeover.OF_THE_DEAD)) {
            held.requireHeld();
            assertThat(folder.resolve("_lock.8")).exists();
        }
    }

    @Test
    void isNotTakenFromAnotherHostWhateverItsProcessesAre() throws Exception {
        String foreign = ownLock()
                .replaceFirst("\"host\":\"[^\"]*\"", "\"host\":\"elsewhere\"")
                .replaceFirst("\"pid\":\\d+", "\"pid\":999999999");
        Files.writeString(folder.resolve("_lock.1"), foreign);
        assertThatThrownBy(() -> acquire(Takeover.OF_THE_DEAD)).hasMessageContaining("on elsewhere");
    }

    @Test
    void isHeldByNobodyKnownWhileItsFileIsBeingWritten() throws IOException {
        Files.writeString(folder.resolve("_lock.1"), "");
        assertThatThrownBy(() -> acquire(Takeover.OF_THE_DEAD))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("another run and last renewed");
    }

    @Test
    void hasOneHolderOfManyThatAsk() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 20; round++) {
                List<Callable<FolderLock>> asking = new ArrayList<>();
                for (int index = 0; index < 8; index++) {
                    asking.add(() -> acquire(Takeover.OF_THE_DEAD));
                }
                List<FolderLock> holders = new ArrayList<>();
                for (Future<FolderLock> asked : threads.invokeAll(asking)) {
                    try {
                        holders.add(asked.get());
                    } catch (java.util.concurrent.ExecutionException refused) {
                        assertThat(refused.getCause()).isInstanceOf(UserException.class);
                    }
                }
                assertThat(holders).hasSize(1);
                holders.get(0).close();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private String ownLock() throws IOException {
        try (FolderLock own = acquire(Takeover.OF_THE_DEAD)) {
            own.requireHeld();
            return Files.readString(folder.resolve("_lock.1"));
        }
    }

    private FolderLock acquire(Takeover takeover) throws IOException {
        return FolderLock.acquire(fileSystem, root, RunId.next(), takeover);
    }

    private void age(Duration age) throws IOException {
        Files.setLastModifiedTime(
                folder.resolve("_lock.1"), FileTime.from(Instant.now().minus(age)));
    }
}
