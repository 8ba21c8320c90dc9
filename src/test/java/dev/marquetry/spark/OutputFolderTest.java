package dev.marquetry.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marquetry.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {
    @TempDir
    Path parent;

    private Path root;

    @BeforeEach
    void name() {
        root = parent.resolve("out");
    }

    @Test
    void publishesWithSuccessLast() throws IOException {
        OutputFolder folder = open();
        folder.begin();
        write("data/a.parquet");
        write("_staging/rejects/r1.parquet");
        write("_staging/rejects/of-a-lost-attempt.parquet");
        folder.publish(OutputMode.ERROR, List.of("r1.parquet"), "card", report("f"));
        assertThat(files())
                .containsExactly("README.md", "_SUCCESS", "data/a.parquet", "rejects/r1.parquet", "report/run.json");
        assertThat(folder.state()).isEqualTo(OutputFolder.State.COMPLETE);
    }

    @Test
    void leavesNothingOfAFailedRunInANewFolder() throws IOException {
        OutputFolder folder = open();
        folder.begin();
        write("data/a.parquet");
        write("data/_temporary/0/b.parquet");
        write("_staging/rejects/r1.parquet");
        folder.abandon();
        assertThat(root).doesNotExist();
    }

    @Test
    void leavesAnOldDatasetAsItWasWhenARunFails() throws IOException {
        complete("old");
        List<String> before = files();
        OutputFolder folder = open();
        folder.begin();
        write("data/split=a/new.parquet");
        folder.abandon();
        assertThat(files()).isEqualTo(before);
        assertThat(folder.state()).isEqualTo(OutputFolder.State.COMPLETE);
    }

    @Test
    void overwritesOnlyWhatWasThereBefore() throws IOException {
        complete("old");
        OutputFolder folder = open();
        folder.begin();
        write("data/new.parquet");
        write("_staging/rejects/new.parquet");
        folder.publish(OutputMode.OVERWRITE, List.of("new.parquet"), "card", report("g"));
        assertThat(files())
                .containsExactly("README.md", "_SUCCESS", "data/new.parquet", "rejects/new.parquet", "report/run.json");
    }

    @Test
    void keepsTheNewFilesWherePublicationBreaksOff() throws IOException {
        complete("old");
        OutputFolder folder = open();
        folder.begin();
        write("data/new.parquet");
        assertThatThrownBy(() -> folder.publish(OutputMode.OVERWRITE, List.of("lost.parquet"), "card", report("g")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("publishing them broke off")
                .hasMessageContaining("output.mode overwrite");
        folder.abandon();
        assertThat(files()).contains("data/new.parquet").doesNotContain("data/old.parquet", "_SUCCESS");
        assertThat(open().state()).isEqualTo(OutputFolder.State.UNFINISHED);
    }

    @Test
    void doesNotPublishWhatWasTakenBack() throws IOException {
        complete("old");
        List<String> before = files();
        OutputFolder folder = open();
        folder.begin();
        write("data/new.parquet");
        folder.abandon();
        assertThatThrownBy(() -> folder.publish(OutputMode.OVERWRITE, List.of(), "card", report("g")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("taken back");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void appendsBesideTheOldFilesAndKeepsTheOldReport() throws IOException {
        complete("old");
        OutputFolder folder = open();
        folder.begin();
        write("data/new.parquet");
        write("_staging/rejects/new.parquet");
        folder.publish(OutputMode.APPEND, List.of("new.parquet"), "card", report("f"));
        assertThat(files())
                .contains("data/old.parquet", "data/new.parquet", "rejects/old.parquet", "rejects/new.parquet")
                .filteredOn(name -> name.startsWith("report/"))
                .hasSize(2);
    }

    @Test
    void removesWhatAKilledRunHadCommittedButNotPublished() throws IOException {
        complete("old");
        OutputFolder killed = open();
        killed.begin();
        write("data/orphan.parquet");
        OutputFolder next = open();
        next.begin();
        assertThat(files()).contains("data/old.parquet").doesNotContain("data/orphan.parquet");
        assertThat(next.newDataFiles()).isEmpty();
    }

    @Test
    void overwriteLeavesNothingOfAKilledRun() throws IOException {
        OutputFolder killed = open();
        killed.begin();
        write("data/half.parquet");
        write("data/_temporary/0/x.parquet");
        OutputFolder next = open();
        assertThat(next.state()).isEqualTo(OutputFolder.State.UNFINISHED);
        next.begin();
        write("data/new.parquet");
        write("_staging/rejects/r.parquet");
        next.publish(OutputMode.OVERWRITE, List.of("r.parquet"), "card", report("f"));
        assertThat(files())
                .containsExactly("README.md", "_SUCCESS", "data/new.parquet", "rejects/r.parquet", "report/run.json");
    }

    @Test
    void refusesWhatTheModeForbids() throws IOException {
        complete("old");
        assertRefused(OutputMode.ERROR, "f", "output.path exists", "output.mode is error");
        assertRefused(OutputMode.APPEND, "g", "holds arrays of another conversion", "report/run.json");
        OutputCheck.check(open(), OutputMode.APPEND, "f");
        OutputCheck.check(open(), OutputMode.OVERWRITE, "g");
        Files.delete(root.resolve("_SUCCESS"));
        assertRefused(OutputMode.APPEND, "f", "is not a complete dataset", "_SUCCESS");
    }

    @Test
    void refusesToOverwriteWhatIsNotADataset() throws IOException {
        write("thesis.tex");
        assertRefused(OutputMode.OVERWRITE, "f", "is not a dataset of Marquetry", "something else");
        assertRefused(OutputMode.APPEND, "f", "is not a complete dataset", "_SUCCESS");
        assertRefused(OutputMode.ERROR, "f", "output.path exists", "output.mode is error");
    }

    @Test
    void refusesAFileInTheFoldersPlace() throws IOException {
        Files.writeString(root, "a file");
        assertRefused(OutputMode.OVERWRITE, "f", "is not a dataset of Marquetry", "something else");
        root = root.resolve("below");
        assertThatThrownBy(() -> open().begin())
                .isInstanceOf(UserException.class)
                .hasMessageContaining("output.path cannot be written");
    }

    private void assertRefused(OutputMode mode, String fingerprint, String problem, String cause) {
        assertThatThrownBy(() -> OutputCheck.check(open(), mode, fingerprint))
                .isInstanceOfSatisfying(
                        UserException.class,
                        refusal -> assertThat(refusal.kind()).isEqualTo(UserException.Kind.USAGE))
                .hasMessageContaining(problem)
                .hasMessageContaining(cause)
                .hasMessageContaining("cure:");
    }

    private void complete(String name) throws IOException {
        OutputFolder folder = open();
        folder.begin();
        write("data/" + name + ".parquet");
        write("_staging/rejects/" + name + ".parquet");
        folder.publish(OutputMode.ERROR, List.of(name + ".parquet"), "card", report("f"));
    }

    private OutputFolder open() throws IOException {
        return new OutputFolder(root.toString(), OutputSettings.configuration(root.toString(), new Configuration()));
    }

    private static String report(String fingerprint) {
        return "{\"fingerprint\": \"" + fingerprint + "\"}";
    }

    private void write(String below) throws IOException {
        Path file = root.resolve(below);
        Files.createDirectories(file.getParent());
        Files.writeString(file, below);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> root.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }
}
