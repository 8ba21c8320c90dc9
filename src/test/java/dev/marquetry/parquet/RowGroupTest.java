package dev.marquetry.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.SparkSessions;
import dev.marquetry.options.DType;
import dev.marquetry.options.TensorColumn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.parquet.format.RowGroup;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowGroupTest {
    private static final long MIB = 1 << 20;

    @TempDir
    private Path folder;

    @Test
    void haveAtMost32MebibytesAsRead() throws IOException {
        TensorColumn image = TensorColumn.ofShape(DType.UINT8, List.of("N"), List.of(1 << 20));
        List<RowGroup> groups = groups(TensorRows.random(image, 20, 1).toDataset(), Map.of());
        // Spark reads four bytes for each value; the eighth row of a group does not fit beside its path.
        assertThat(groups).extracting(RowGroup::getNum_rows).containsExactly(7L, 7L, 6L);
    }

    @Test
    void haveAtMost256Rows() throws IOException {
        TensorColumn small = TensorColumn.ofShape(DType.FLOAT32, List.of("N"), List.of(3));
        List<RowGroup> groups = groups(TensorRows.random(small, 600, 2).toDataset(), Map.of());
        assertThat(groups).extracting(RowGroup::getNum_rows).containsExactly(256L, 256L, 88L);
    }

    @Test
    void haveManyRowsWhereThereAreNoTensors() throws IOException {
        assertThat(groups(SparkSessions.shared().range(5000).toDF(), Map.of()))
                .extracting(RowGroup::getNum_rows)
                .containsExactly(5000L);
    }

    @Test
    void areIndependentOfTheBlockSizeOfTheCluster() throws IOException {
        TensorColumn image = TensorColumn.ofShape(DType.FLOAT32, List.of("N"), List.of(1 << 20));
        Dataset<Row> rows = TensorRows.random(image, 10, 3).toDataset();
        for (long blockSize : new long[] {MIB, 1024 * MIB}) {
            Map<String, String> cluster = Map.of("parquet.block.size", Long.toString(blockSize));
            assertThat(groups(rows, cluster))
                    .as("parquet.block.size=%d", blockSize)
                    .extracting(RowGroup::getNum_rows)
                    .containsExactly(7L, 3L);
        }
    }

    @Test
    void haveTheSizeThatTheOptionAsksFor() throws IOException {
        TensorColumn image = TensorColumn.ofShape(DType.FLOAT32, List.of("N"), List.of(1 << 18));
        Map<String, String> option = Map.of(MarquetryFileFormat.ROW_GROUP_SIZE, Long.toString(4 * MIB));
        assertThat(groups(TensorRows.random(image, 10, 4).toDataset(), option))
                .extracting(RowGroup::getNum_rows)
                .containsExactly(3L, 3L, 3L, 1L);
    }

    private List<RowGroup> groups(Dataset<Row> rows, Map<String, String> options) throws IOException {
        org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(
                Written.file(rows, folder.resolve("out"), options).toUri());
        FileSystem fileSystem = file.getFileSystem(FileWriting.configuration());
        return Footer.read(fileSystem, fileSystem.getFileStatus(file)).content().getRow_groups();
    }
}
