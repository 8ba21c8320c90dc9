package dev.marquetry.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.options.DType;
import dev.marquetry.options.TensorColumn;
import java.util.List;
import org.apache.spark.sql.types.Metadata;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TensorColumnTest {
    static List<TensorColumn> columns() {
        TensorColumn image = TensorColumn.ofShape(DType.FLOAT16, List.of("C", "H", "W"), List.of(3, 2, 2));
        return List.of(
                image,
                image.withLookupTable(TensorRows.randomTable(DType.FLOAT16, 3, 1)),
                TensorColumn.ofShape(DType.FLOAT32, List.of(), List.of(1000)),
                TensorColumn.varying(DType.UINT8, List.of("H", "W"), List.of("height", "width")),
                TensorColumn.varying(DType.UINT8, List.of(), List.of()));
    }

    @ParameterizedTest
    @MethodSource("columns")
    void survivesMetadataAsJson(TensorColumn column) {
        Metadata read = Metadata.fromJson(column.toMetadata().json());
        assertThat(TensorColumn.fromMetadata(read)).contains(column).hasValueSatisfying(found -> {
            assertThat(found).hasSameHashCodeAs(column).hasToString(column.toString());
            assertThat(found.lookupTable().orElse(new byte[0]))
                    .isEqualTo(column.lookupTable().orElse(new byte[0]));
        });
        assertThat(TensorColumn.fromMetadata(Metadata.empty())).isEmpty();
    }
}
