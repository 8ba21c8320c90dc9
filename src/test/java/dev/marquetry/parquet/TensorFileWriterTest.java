package dev.marquetry.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marquetry.options.DType;
import dev.marquetry.options.TensorColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.parquet.hadoop.codec.ZstandardCodec;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorFileWriterTest {
    private static final TensorColumn COLUMN = TensorColumn.ofShape(DType.UINT8, List.of(), List.of(1000));

    @TempDir
    private Path folder;

    @Test
    void leavesNoFooterWhenItIsAbandoned() throws IOException {
        Path file = folder.resolve("half.parquet");
        TensorFileWriter writer =
                FileWriting.open(file, COLUMN, CompressionCodecName.ZSTD, FileWriting.lists(8000, FloatEncoding.PLAIN));
        for (int row = 0; row < 50; row++) {
            writer.write(FileWriting.row(TensorRows.path(row), new byte[1000]));
        }
        writer.abandon();
        assertThat(Files.size(file)).isGreaterThan(1000);
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file.toUri());
        FileSystem fileSystem = path.getFileSystem(FileWriting.configuration());
        assertThatThrownBy(() -> Footer.read(fileSystem, fileSystem.getFileStatus(path)))
                .hasMessageContaining("the file does not end as Parquet does");
    }

    @Test
    void compressesAsTightlyAsItIsTold() throws IOException {
        assertThat(sizeAtLevel(19)).isLessThan(sizeAtLevel(1));
    }

    private long sizeAtLevel(int level) throws IOException {
        Configuration configuration = FileWriting.configuration();
        configuration.setInt(ZstandardCodec.PARQUET_COMPRESS_ZSTD_LEVEL, level);
        Path file = folder.resolve("level-" + level + ".parquet");
        SinkOptions options = FileWriting.lists(1 << 20, FloatEncoding.PLAIN);
        TensorFileWriter writer = FileWriting.open(file, COLUMN, CompressionCodecName.ZSTD, options, configuration);
        // Few values, near to each other: the longer one searches the more repeats.
        SplittableRandom random = new SplittableRandom(1);
        for (int row = 0; row < 50; row++) {
            byte[] cell = new byte[1000];
            for (int place = 1; place < cell.length; place++) {
                cell[place] = (byte) (cell[place - 1] + random.nextInt(3) - 1);
            }
            writer.write(FileWriting.row(TensorRows.path(row), cell));
        }
        writer.close();
        return Files.size(file);
    }
}
