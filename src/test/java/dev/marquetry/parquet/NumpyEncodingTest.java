package dev.marquetry.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.marquetry.SparkSessions;
import dev.marquetry.options.DType;
import dev.marquetry.options.TensorColumn;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NumpyEncodingTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(DType.class)
    void writesCellsThatDjlDecodes(DType type) {
        TensorColumn column = TensorColumn.ofShape(type, List.of("C", "H", "W"), List.of(3, 2, 5))
                .withLookupTable(TensorRows.randomTable(type, 3, 1));
        TensorRows rows = TensorRows.random(column, 4, 2);
        Path file = Written.file(rows.toDataset(), folder.resolve("npy"), Map.of("encoding", "npy"));
        List<Row> found = SparkSessions.shared()
                .read()
                .parquet(file.toString())
                .orderBy("path")
                .collectAsList();
        try (NDManager manager = NDManager.newBaseManager()) {
            for (int row = 0; row < 4; row++) {
                NDArray array =
                        NDList.decode(manager, (byte[]) found.get(row).get(1)).singletonOrThrow();
                assertThat(array.getShape().getShape()).containsExactly(3, 2, 5);
                assertThat(array.getDataType().name().toLowerCase(Locale.ROOT)).isEqualTo(type.numpyName());
                double[] values = array.toType(DataType.FLOAT64, false).toDoubleArray();
                for (int i = 0; i < values.length; i++) {
                    assertThat(values[i]).isEqualTo(rows.numericValues(row)[i]);
                }
            }
        }
    }
}
