package dev.marquetry.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marquetry.dataset.TrialRun.Mode;
import dev.marquetry.options.Takeover;
import dev.marquetry.options.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every change that a run makes to a folder is a place where it can die, or be stopped while another one comes. */
class DatasetWriterTest {
    private static final int MORE_CHANGES_THAN_A_RUN_MAKES = 200;

    @TempDir
    Path parent;

    private String root;

    @BeforeEach
    void name() {
        root = SteppingFileSystem.SCHEME + ":" + parent.resolve("out");
    }

    @AfterEach
    void silence() {
        SteppingFileSystem.silence();
    }

    @Test
    void publishesAndLeavesNothingElse() throws IOException {
        new TrialRun(root, Mode.OVERWRITE, "a").run(Takeover.OF_THE_DEAD);
        assertThat(names(parent.resolve("out")))
                .containsExactlyInAnyOrder("data", "rejects", "report", "README.md", "_SUCCESS", "_commits");
        assertThat(names(parent.resolve("out/_commits"))).containsExactly("1.json");
        assertThat(TrialRun.faults(root)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"OVERWRITE, OVERWRITE", "OVERWRITE, APPEND", "APPEND, OVERWRITE", "APPEND, APPEND"})
    void isAsBeforeOrAsAskedForWhereverARunIsKilled(Mode killed, Mode next) throws IOException {
        int change = 0;
        boolean died = true;
        while (died) {
            change++;
            assertThat(change).isLessThan(MORE_CHANGES_THAN_A_RUN_MAKES);
            root = SteppingFileSystem.SCHEME + ":" + parent.resolve("killed-at-" + change);
            new TrialRun(root, Mode.OVERWRITE, "a", "b").run(Takeover.OF_THE_DEAD);
            died = new TrialRun(root, killed, "c", "d").dies(change);
            new TrialRun(root, next, "e").run(Takeover.ALWAYS);
            assertThat(TrialRun.faults(root)).as("killed at change %d", change).isEmpty();
            List<String> before = List.of("a", "b");
            List<String> after = killed == Mode.APPEND ? List.of("a", "b", "c", "d") : List.of("c", "d");
            if (next == Mode.OVERWRITE) {
                assertThat(TrialRun.standing(root)).containsExactly("e");
            } else {
                assertThat(TrialRun.standing(root))
                        .as("killed at change %d", change)
                        .isIn(plus(before, "e"), plus(after, "e"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void isMendedByRepairWhereverARunIsKilled(Mode killed) throws IOException {
        int change = 0;
        boolean died = true;
        while (died) {
            change++;
            assertThat(change).isLessThan(MORE_CHANGES_THAN_A_RUN_MAKES);
            root = SteppingFileSystem.SCHEME + ":" + parent.resolve("killed-at-" + change);
            new TrialRun(root, Mode.OVERWRITE, "a").run(Takeover.OF_THE_DEAD);
            died = new TrialRun(root, killed, "c").dies(change);
            List<String> announced =
                    DatasetWriter.recovery(TrialRun.folder(root)).steps();
            List<String> files = allFiles();
            assertThat(allFiles()).as("asking changes nothing").isEqualTo(files);
            DatasetWriter.repair(TrialRun.folder(root), Takeover.ALWAYS);
            assertThat(TrialRun.faults(root)).as("killed at change %d", change).isEmpty();
            assertThat(TrialRun.standing(root))
                    .isIn(List.of("a"), killed == Mode.APPEND ? List.of("a", "c") : List.of("c"));
            assertThat(died && announced.isEmpty())
                    .as("only a run that has not begun, or has ended, leaves nothing to repair: %d", change)
                    .isIn(
                            false,
                            names(parent.resolve("killed-at-" + change + "/_commits"))
                                            .size()
                                    >= 1);
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void isMendedWhereAFirstRunIsKilled(Mode next) throws IOException {
        int change = 0;
        boolean died = true;
        while (died) {
            change++;
            root = SteppingFileSystem.SCHEME + ":" + parent.resolve("killed-at-" + change);
            died = new TrialRun(root, Mode.OVERWRITE, "c").dies(change);
            assertThat(TrialRun.folder(root).state())
                    .as("killed at change %d", change)
                    .isIn(DatasetFolder.State.NONE, DatasetFolder.State.DATASET);
            new TrialRun(root, next, "e").run(Takeover.ALWAYS);
            assertThat(TrialRun.faults(root)).as("killed at change %d", change).isEmpty();
            assertThat(TrialRun.standing(root)).isIn(List.of("e"), List.of("c", "e"));
        }
    }

    private record Change(String kind, String path) {
        /** Returns whether run A is stopped here while run B comes. */
        boolean isStop(String name) {
            return switch (name) {
                case "converting" -> kind.equals("create") && path.contains("/_staging/") && path.contains("/data/");
                case "after its last look" -> kind.equals("rename") && path.contains("/out/data/");
                case "committing" -> kind.equals("create") && path.contains("/_commits/");
                case "after its commit" -> kind.equals("rename") && path.contains("/out/rejects/");
                default -> throw new IllegalArgumentException(name);
            };
        }
    }

    @ParameterizedTest
    @CsvSource({
        "converting, OVERWRITE", "converting, APPEND",
        "after its last look, OVERWRITE", "after its last look, APPEND",
        "committing, OVERWRITE", "committing, APPEND",
        "after its commit, OVERWRITE", "after its commit, APPEND"
    })
    void refusesTheSecondOfTwoRunsWhileTheFirstHolds(String stop, Mode mode) throws IOException {
        new TrialRun(root, Mode.OVERWRITE, "a").run(Takeover.OF_THE_DEAD);
        TrialRun second = new TrialRun(root, mode, "s");
        whenFirst(
                stop,
                () -> assertThatThrownBy(() -> second.run(Takeover.OF_THE_DEAD))
                        .isInstanceOfSatisfying(
                                UserException.class,
                                refusal -> assertThat(refusal.kind()).isEqualTo(UserException.Kind.HELD))
                        .hasMessageContaining("another run writes to output.path")
                        .hasMessageContaining("run.takeover"));
        new TrialRun(root, mode, "f").run(Takeover.OF_THE_DEAD);
        assertThat(TrialRun.standing(root)).isEqualTo(mode == Mode.APPEND ? List.of("a", "f") : List.of("f"));
        assertThat(TrialRun.faults(root)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "converting, OVERWRITE", "converting, APPEND",
        "after its last look, OVERWRITE", "after its last look, APPEND",
        "committing, OVERWRITE", "committing, APPEND"
    })
    void letsTheSecondOfTwoRunsWinOnceTheFirstIsSilent(String stop, Mode mode) throws IOException {
        new TrialRun(root, Mode.OVERWRITE, "a").run(Takeover.OF_THE_DEAD);
        whenFirst(stop, () -> {
            expireLocks();
            new TrialRun(root, mode, "s").run(Takeover.OF_THE_DEAD);
        });
        assertThatThrownBy(() -> new TrialRun(root, mode, "f").run(Takeover.OF_THE_DEAD))
                .isInstanceOf(Exception.class);
        assertThat(TrialRun.standing(root)).isEqualTo(mode == Mode.APPEND ? List.of("a", "s") : List.of("s"));
        assertThat(TrialRun.faults(root)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void finishesTheCommitOfARunThatIsStoppedAfterIt(Mode mode) throws IOException {
        new TrialRun(root, Mode.OVERWRITE, "a").run(Takeover.OF_THE_DEAD);
        whenFirst("after its commit", () -> {
            expireLocks();
            new TrialRun(root, Mode.APPEND, "s").run(Takeover.OF_THE_DEAD);
        });
        new TrialRun(root, mode, "f").run(Takeover.OF_THE_DEAD);
        assertThat(TrialRun.standing(root)).isEqualTo(mode == Mode.APPEND ? List.of("a", "f", "s") : List.of("f", "s"));
        assertThat(TrialRun.faults(root)).isEmpty();
    }

    @Test
    void leavesFilesThatNoRunWrote() throws IOException {
        new TrialRun(root, Mode.OVERWRITE, "a").run(Takeover.OF_THE_DEAD);
        Path mine = parent.resolve("out/data/mine.parquet");
        Files.writeString(mine, "m");
        new TrialRun(root, Mode.OVERWRITE, "b").run(Takeover.OF_THE_DEAD);
        DatasetWriter.repair(TrialRun.folder(root), Takeover.OF_THE_DEAD);
        assertThat(mine).exists();
        assertThat(DatasetWriter.recovery(TrialRun.folder(root)).strangers()).containsExactly("data/mine.parquet");
    }

    @Test
    void keepsWhatALimitStoppedOfTheLastThreeRuns() throws IOException {
        new TrialRun(root, Mode.OVERWRITE, "a").run(Takeover.OF_THE_DEAD);
        List<String> runs = new ArrayList<>();
        for (int run = 0; run < 4; run++) {
            try (DatasetWriter writer =
                    DatasetWriter.begin(TrialRun.folder(root), runNumber(run), Takeover.OF_THE_DEAD)) {
                runs.add(writer.run().value());
                writer.keepFailed(List.of(), Map.of("run.json", new byte[] {1}));
                writer.abandon();
            }
        }
        assertThat(names(parent.resolve("out/_failed"))).containsExactlyInAnyOrderElementsOf(runs.subList(1, 4));
        assertThat(TrialRun.standing(root)).containsExactly("a");
        assertThat(TrialRun.faults(root)).isEmpty();
    }

    @Test
    void knowsAFolderOfAnotherKind() throws IOException {
        Path out = Files.createDirectories(parent.resolve("out"));
        assertThat(TrialRun.folder(root).state()).isEqualTo(DatasetFolder.State.NONE);
        Files.createDirectories(out.resolve("report"));
        Files.writeString(out.resolve("report/run.json"), "{}");
        assertThat(TrialRun.folder(root).state()).isEqualTo(DatasetFolder.State.VERSION_1);
        Files.delete(out.resolve("report/run.json"));
        assertThat(TrialRun.folder(root).state()).isEqualTo(DatasetFolder.State.FOREIGN);
        Files.delete(out.resolve("report"));
        Files.createDirectories(out.resolve("data"));
        assertThat(TrialRun.folder(root).state()).isEqualTo(DatasetFolder.State.FOREIGN);
    }

    private static RunId runNumber(int number) {
        return new RunId("20260101T00000" + number + "Z-0000000" + number);
    }

    private static List<String> plus(List<String> rows, String row) {
        return Stream.concat(rows.stream(), Stream.of(row)).sorted().toList();
    }

    private interface Meanwhile {
        void run() throws IOException;
    }

    private static void whenFirst(String stop, Meanwhile meanwhile) {
        SteppingFileSystem.announceTo((kind, path) -> {
            if (new Change(kind, path.toString()).isStop(stop)) {
                SteppingFileSystem.silence();
                meanwhile.run();
            }
        });
    }

    private void expireLocks() throws IOException {
        FileTime old = FileTime.from(Instant.now().minus(FolderLock.EXPIRY).minus(Duration.ofMinutes(1)));
        try (Stream<Path> files = Files.list(parent.resolve("out"))) {
            for (Path lock : files.filter(file -> file.getFileName().toString().startsWith(FolderLock.PREFIX))
                    .toList()) {
                Files.setLastModifiedTime(lock, old);
            }
        }
    }

    private List<String> allFiles() throws IOException {
        try (Stream<Path> files = Files.walk(parent)) {
            return files.map(Path::toString).sorted().toList();
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
