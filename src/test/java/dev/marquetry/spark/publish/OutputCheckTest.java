package dev.marquetry.spark.publish;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marquetry.dataset.DatasetFolder;
import dev.marquetry.options.OutputMode;
import dev.marquetry.options.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputCheckTest {
    @TempDir
    private Path root;

    @ParameterizedTest
    @ValueSource(strings = {"data", "rejects", "report"})
    void namesTheFolderAboveAPartOfADataset(String part) throws IOException {
        Files.createDirectory(root.resolve("_commits"));
        Path given = Files.createDirectory(root.resolve(part));
        assertThatThrownBy(() -> OutputCheck.requireCommit(folder(given), "here"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("there is no dataset with commits at here\n  cause: the folder is a part of a")
                .hasMessageEndingWith("name the folder above it: file:" + root);
    }

    @Test
    void saysThatThereIsNoFolder() {
        assertThatThrownBy(() -> OutputCheck.requireCommit(folder(root.resolve("nowhere")), "nowhere"))
                .hasMessageContaining("there is no dataset with commits at nowhere\n  cause: there is no such folder");
    }

    @Test
    void namesNoFolderAboveOneThatIsNoPart() throws IOException {
        Path data = Files.createDirectory(root.resolve("data"));
        assertThatThrownBy(() -> OutputCheck.requireCommit(folder(data), "data"))
                .hasMessageContaining("cause: no record stands below its _commits");
    }

    @ParameterizedTest
    @EnumSource
    void proposesNoModeWhereSomethingElseStands(OutputMode mode) throws IOException {
        Files.writeString(root.resolve("notes.txt"), "x");
        assertThatThrownBy(() -> OutputCheck.check(folder(root), mode))
                .hasMessageContaining("output.path is not a dataset of Marquetry: file:" + root)
                .hasMessageContaining("cure:  choose another output.path");
    }

    private static DatasetFolder folder(Path path) throws IOException {
        return new DatasetFolder(path.toString(), new Configuration());
    }
}
