package dev.marquetry.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.options.DType;
import dev.marquetry.options.TensorColumn;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.fs.FileSystem;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("timing")
class LargeImagesTest {
    private static final int SIDE = 4000;
    private static final int ROWS = 12;

    /** Less than the images together (576 MB); room for a row group of one (48 MB), its copies and Spark's classes. */
    private static final String HEAP = "-Xmx320m";

    @TempDir
    private Path folder;

    @Test
    void holdsOneRowGroupInMemory() throws IOException, InterruptedException {
        Path file = folder.resolve("large.parquet");
        Path log = folder.resolve("log");
        List<String> opens = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-opens"))
                .toList();
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), HEAP));
        command.addAll(opens);
        command.addAll(List.of(
                "-cp", System.getProperty("java.class.path"), LargeImagesTest.class.getName(), file.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(log)).isZero();
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file.toUri());
        FileSystem fileSystem = path.getFileSystem(FileWriting.configuration());
        Footer footer = Footer.read(fileSystem, fileSystem.getFileStatus(path));
        assertThat(footer.content().getNum_rows()).isEqualTo(ROWS);
        assertThat(footer.content().getRow_groupsSize()).isEqualTo(ROWS);
        assertThat(Files.size(file)).isGreaterThan(ROWS * 3L * SIDE * SIDE);
    }

    /** Writes the file that is named by the first argument; in a process whose heap is small. */
    public static void main(String[] arguments) throws IOException {
        TensorColumn column = TensorColumn.ofShape(DType.UINT8, List.of("H", "W", "C"), List.of(SIDE, SIDE, 3));
        TensorFileWriter writer = FileWriting.open(
                Path.of(arguments[0]),
                column,
                CompressionCodecName.UNCOMPRESSED,
                FileWriting.lists(128L << 20, FloatEncoding.PLAIN));
        byte[] cell = new byte[3 * SIDE * SIDE];
        new Random(1).nextBytes(cell);
        for (int row = 0; row < ROWS; row++) {
            writer.write(FileWriting.row(TensorRows.path(row), cell));
        }
        writer.close();
    }
}
