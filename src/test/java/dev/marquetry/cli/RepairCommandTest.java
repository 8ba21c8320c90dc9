package dev.marquetry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.SparkSessions;
import dev.marquetry.options.JobOptions;
import dev.marquetry.options.JobOptionsFixture;
import dev.marquetry.spark.DatasetConversion;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RepairCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path dataset;

    @BeforeEach
    void convert() throws IOException {
        dataset = folder.resolve("out");
        JobOptions options = JobOptionsFixture.resolve("input.path: "
                + Path.of("src/test/resources/golden/png/rgb.png").toAbsolutePath()
                + "\noutput.path: " + dataset + "\nresize: {method: squish, height: 8, width: 8}\n");
        try (DatasetConversion conversion = DatasetConversion.open(SparkSessions.shared(), options.conversion())) {
            conversion.run((done, rejected) -> {});
        }
    }

    @Test
    void saysWhatItWouldDoAndThenDoesIt() throws IOException {
        Files.delete(dataset.resolve("_SUCCESS"));
        Path orphan = dataset.resolve("data/part-00000-a-c000-20260101T000000Z-0123abcd.zstd.parquet");
        Files.writeString(orphan, "x");
        Files.writeString(dataset.resolve("data/mine.parquet"), "x");
        assertThat(execute("repair", "--dry-run", dataset.toString())).isZero();
        assertThat(out.toString())
                .contains("left, as no run wrote it: data/mine.parquet")
                .contains("would finish commit 1 of run ")
                .contains("would remove data/" + orphan.getFileName());
        assertThat(orphan).exists();
        assertThat(dataset.resolve("_SUCCESS")).doesNotExist();

        assertThat(execute("repair", dataset.toString())).isZero();
        assertThat(out.toString()).contains("did finish commit 1 of run ");
        assertThat(orphan).doesNotExist();
        assertThat(dataset.resolve("_SUCCESS")).exists();
        assertThat(dataset.resolve("data/mine.parquet")).exists();

        assertThat(execute("repair", dataset.toString())).isZero();
        assertThat(out.toString()).endsWith("nothing to repair: " + dataset + System.lineSeparator());
    }

    @Test
    void isRefusedWhileARunHoldsTheFolder() throws IOException {
        Files.writeString(dataset.resolve("_lock.1"), "{\"run\": \"r\", \"host\": \"elsewhere\", \"boot\": \"\"}");
        assertThat(execute("repair", dataset.toString())).isEqualTo(ExitCode.HELD);
        assertThat(err.toString()).contains("another run writes to file:" + dataset, "on elsewhere", "--takeover");
        assertThat(execute("repair", "--takeover", dataset.toString())).isZero();
    }

    @Test
    void refusesWhatIsNoDataset() throws IOException {
        Path other = Files.createDirectories(folder.resolve("other"));
        Files.writeString(other.resolve("notes.txt"), "x");
        assertThat(execute("repair", other.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("there is no dataset with commits at " + other);
        Path nowhere = folder.resolve("nowhere");
        assertThat(execute("repair", nowhere.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("there is no folder " + nowhere);
        assertThat(nowhere).doesNotExist();
    }

    private int execute(String... arguments) {
        CommandLine commandLine = Main.commandLine(new SparkRunner(System.out))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
