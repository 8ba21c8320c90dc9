package dev.marquetry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.Job;
import dev.marquetry.SparkSessions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {
    private static final Path PICTURE =
            Path.of("src/test/resources/golden/png/rgb.png").toAbsolutePath();

    @TempDir
    private Path folder;

    private final StringWriter printed = new StringWriter();
    private final StringWriter told = new StringWriter();

    @Test
    void showsRowsColumnsPartitionsSizesAndRejects() throws IOException {
        Path manifest = Files.writeString(
                folder.resolve("pictures.csv"),
                "path,label\n" + PICTURE + ",cat\n" + PICTURE + ",a dog\n/nowhere.png,cat\n/nowhere.jpg,cat\n");
        Path output = folder.resolve("out");
        Job.of(Map.of(
                        "input", Map.of("path", manifest, "format", "csv"),
                        "output", Map.of("path", output, "partition-by", "label"),
                        "resize", Map.of("method", "crop", "height", 8, "width", 9),
                        "tensor.layout", "CHW"))
                .run(SparkSessions.shared());

        assertThat(inspect(output.toString())).isEqualTo(ExitCode.DONE);
        assertThat(printed.toString())
                .startsWith(output + "/data: 2 rows in 2 files, ")
                .contains("; commit 1 of 20")
                .containsPattern("\n  image +uint8 3 x 8 x 9, CHW +\\d")
                .containsPattern("\n  source_height +int +\\d")
                .contains("\npartitions by label: a dog, cat\n")
                .containsPattern("\nrejects: 2\n  fetch NOT_FOUND +2\n")
                .contains("\npaths are relative to file:" + folder);
    }

    @Test
    void showsEncodingsWhereTheyAreAskedFor() throws IOException {
        Path output = folder.resolve("out");
        Job.of(Map.of("input.path", PICTURE.getParent(), "output.path", output)).run(SparkSessions.shared());

        assertThat(inspect(output.toString(), "--encodings")).isEqualTo(ExitCode.DONE);
        assertThat(printed.toString())
                .contains("row groups", "RLE_DICTIONARY", "ZSTD")
                .contains("marquetry: {\"version\":2,\"columns\":[{\"name\":\"image\",\"dtype\":\"uint8\"");
    }

    @Test
    void goesByTheFilesThatTheCommitLists() throws IOException {
        Path output = folder.resolve("out");
        Job.of(Map.of("input.path", PICTURE, "output.path", output)).run(SparkSessions.shared());
        Path data = output.resolve("data");
        Path committed;
        try (Stream<Path> files = Files.list(data)) {
            committed = files.findFirst().orElseThrow();
        }

        Path stray = Files.writeString(data.resolve("stray.parquet"), "x");
        assertThat(inspect(output.toString())).as(told.toString()).isEqualTo(ExitCode.DONE);
        assertThat(printed.toString()).contains("1 rows in 1 file, ", "rejects: 0");
        Files.delete(stray);

        Path moved = Files.move(committed, folder.resolve("moved.parquet"));
        assertThat(inspect(output.toString())).isEqualTo(ExitCode.FAILED);
        assertThat(told.toString())
                .contains("a file of the dataset is missing: file:" + committed + "\n  cause: commit 1 lists it");
        Files.move(moved, committed);

        printed.getBuffer().setLength(0);
        assertThat(inspect(data.toString())).isEqualTo(ExitCode.DONE);
        assertThat(printed.toString()).startsWith(data + ": 1 rows in 1 file, ").doesNotContain("rejects");
    }

    @Test
    void namesAFileThatIsCutShort() throws IOException {
        Path output = folder.resolve("out");
        Job.of(Map.of("input.path", PICTURE, "output.path", output)).run(SparkSessions.shared());
        Path file;
        try (Stream<Path> files = Files.list(output.resolve("data"))) {
            file = files.findFirst().orElseThrow();
        }
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 9));
        String damage = file + " is damaged: footer\n  cause: the file ";
        for (String command : List.of("inspect", "show")) {
            told.getBuffer().setLength(0);
            assertThat(execute(command, output.toString())).isEqualTo(ExitCode.FAILED);
            assertThat(told.toString())
                    .as(command)
                    .contains(damage, "  cure:  run marquetry verify")
                    .doesNotContain("published");
        }
    }

    private int inspect(String... words) {
        return execute(Stream.concat(Stream.of("inspect"), Stream.of(words)).toArray(String[]::new));
    }

    private int execute(String... words) {
        return Main.commandLine(new SparkRunner(System.out))
                .setOut(new PrintWriter(printed))
                .setErr(new PrintWriter(told))
                .execute(words);
    }
}
