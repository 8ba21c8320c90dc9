package dev.marquetry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marquetry.dataset.DatasetFolder;
import dev.marquetry.dataset.DatasetWriter;
import dev.marquetry.dataset.FolderHeldException;
import dev.marquetry.dataset.RunId;
import dev.marquetry.options.Takeover;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TakeoverOptionTest {
    @TempDir
    private Path folder;

    @Test
    void isNamedWhereTheFolderIsHeld() throws IOException {
        DatasetFolder dataset = new DatasetFolder(folder.toString(), new Configuration());
        DatasetWriter holder = DatasetWriter.begin(dataset, RunId.next(), Takeover.OF_THE_DEAD);
        assertThatThrownBy(
                        () -> new TakeoverOption().write(policy -> DatasetWriter.begin(dataset, RunId.next(), policy)))
                .isInstanceOfSatisfying(FolderHeldException.class, held -> {
                    assertThat(held.problem()).isEqualTo("another run writes to file:" + folder);
                    assertThat(held.cure())
                            .endsWith("or at once with --takeover")
                            .doesNotContain("run.takeover");
                });
        holder.close();
    }
}
