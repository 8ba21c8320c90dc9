package dev.marquetry.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.SparkSessions;
import dev.marquetry.options.DType;
import dev.marquetry.options.TensorColumn;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SparkReadTest {
    private static final List<String> HWC = List.of("H", "W", "C");
    private static final SparkSession SPARK = SparkSessions.shared();

    @TempDir
    private Path folder;

    static List<TensorColumn> columns() {
        TensorColumn bytes = TensorColumn.ofShape(DType.UINT8, HWC, List.of(5, 7, 3));
        TensorColumn floats = TensorColumn.ofShape(DType.FLOAT32, HWC, List.of(5, 7, 3));
        TensorColumn planes = TensorColumn.ofShape(DType.FLOAT32, List.of("C", "H", "W"), List.of(3, 5, 7));
        return List.of(
                bytes,
                bytes.withLookupTable(TensorRows.randomTable(DType.UINT8, 1, 1)),
                bytes.withLookupTable(TensorRows.randomTable(DType.UINT8, 3, 2)),
                floats,
                floats.withLookupTable(TensorRows.randomTable(DType.FLOAT32, 1, 3)),
                floats.withLookupTable(TensorRows.randomTable(DType.FLOAT32, 3, 4)),
                planes.withLookupTable(TensorRows.randomTable(DType.FLOAT32, 3, 5)),
                TensorColumn.ofShape(DType.FLOAT32, List.of(), List.of(1)),
                TensorColumn.ofShape(DType.FLOAT64, List.of(), List.of(512)),
                TensorColumn.ofShape(DType.INT32, List.of(), List.of(2, 2)),
                TensorColumn.ofShape(DType.INT64, List.of(), List.of(1)));
    }

    @ParameterizedTest
    @MethodSource("columns")
    void readsTheValuesThatWereWritten(TensorColumn column) {
        TensorRows rows = TensorRows.random(column, 9, 42);
        for (String codec : List.of("zstd", "snappy", "uncompressed")) {
            String path = folder.resolve(codec).toString();
            rows.toDataset()
                    .coalesce(1)
                    .write()
                    .mode(SaveMode.Overwrite)
                    .format(MarquetryFileFormat.NAME)
                    .option("compression", codec)
                    .option(MarquetryFileFormat.ROW_GROUP_SIZE, 1500)
                    .save(path);
            assertRead(rows, SPARK.read().parquet(path));
        }
        String path = folder.resolve("zstd").toString();
        assertRead(rows, SPARK.read().format(MarquetryFileFormat.NAME).load(path));
    }

    private static void assertRead(TensorRows rows, Dataset<Row> read) {
        List<Row> found = read.orderBy("path").collectAsList();
        assertThat(found).hasSameSizeAs(rows.cells());
        for (int row = 0; row < found.size(); row++) {
            assertThat(found.get(row).getString(0)).isEqualTo(TensorRows.path(row));
            double[] values = found.get(row).<Number>getList(1).stream()
                    .mapToDouble(Number::doubleValue)
                    .toArray();
            assertThat(values).containsExactly(rows.values(row));
        }
    }
}
