package dev.marquetry.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class DatasetCardTest {
    private static final TensorColumn IMAGE =
            TensorColumn.ofShape(ElementType.FLOAT32, List.of("H", "W", "C"), List.of(224, 224, 3));

    @Test
    void beginsWithTheHeaderThatHuggingFaceReads() {
        StructType schema = new StructType().add("path", "string").add(IMAGE.toField("image"));
        assertThat(DatasetCard.text(schema, Map.of(), List.of(), 1234))
                .startsWith("""
                        ---
                        configs:
                        - config_name: default
                          data_files: "data/*.parquet"
                        dataset_info:
                          features:
                          - name: path
                            dtype: string
                          - name: image
                            list: float32
                            length: 150528
                        ---
                        """)
                .contains("1,234 rows in `data/*.parquet`.")
                .contains("`image` holds one tensor of shape [224, 224, 3] (H, W, C) of float32 per row,"
                        + " flattened row-major into a list.")
                .contains("table[\"image\"].combine_chunks().to_numpy_ndarray()")
                .contains("datasets.load_dataset(\"<this folder>\")");
    }

    @Test
    void leavesPartitionColumnsOutAndLooksIntoTheirFolders() throws IOException {
        StructType schema = new StructType().add("label", "int").add(IMAGE.toField("image"));
        JsonNode header = header(DatasetCard.text(schema, Map.of(), List.of("label"), 1));
        assertThat(header.at("/configs/0/data_files").asText()).isEqualTo("data/**/*.parquet");
        assertThat(header.at("/dataset_info/features")).hasSize(1);
    }

    @Test
    void describesEverySparkType() throws IOException {
        StructType nested = new StructType().add("a", "double").add("b", "array<struct<c: boolean>>");
        StructType schema = StructType.fromDDL("on tinyint, s smallint, i int, l bigint, f float, d double, z boolean,"
                        + " b binary, day date, t timestamp, n timestamp_ntz, m decimal(9,2), words array<string>,"
                        + " deep array<array<int>>, counts map<string,bigint>")
                .add("st \"x\"", nested);
        JsonNode features =
                header(DatasetCard.text(schema, Map.of(), List.of(), 1)).at("/dataset_info/features");
        assertThat(features.at("/0/name").asText()).isEqualTo("on");
        assertThat(features.findValuesAsText("dtype"))
                .containsSequence("int8", "int16", "int32", "int64", "float32", "float64", "bool", "binary", "date32")
                .contains("timestamp[us, tz=UTC]", "timestamp[us]", "decimal128(9, 2)");
        assertThat(features.at("/12/list").asText()).isEqualTo("string");
        assertThat(features.at("/13/list/list").asText()).isEqualTo("int32");
        assertThat(features.at("/14/list/1/dtype").asText()).isEqualTo("int64");
        assertThat(features.at("/15/name").asText()).isEqualTo("st \"x\"");
        assertThat(features.at("/15/struct/1/list/0/name").asText()).isEqualTo("c");
    }

    @Test
    void saysHowBytesAreRead() {
        StructType schema = new StructType().add(IMAGE.toField("image"));
        assertThat(DatasetCard.text(schema, Map.of("Encoding", "npy"), List.of(), 1))
                .contains("  - name: image\n    dtype: binary\n")
                .contains("numpy.load(io.BytesIO(cell))");
        assertThat(DatasetCard.text(schema, Map.of("encoding", "binary"), List.of(), 1))
                .contains("numpy.frombuffer(cell, numpy.float32).reshape(224, 224, 3)");
        StructType varying = new StructType()
                .add(TensorColumn.varying(ElementType.UINT8, List.of("H", "W"), List.of())
                        .toField("image"));
        assertThat(DatasetCard.text(varying, Map.of(), List.of(), 1))
                .contains("    list: uint8\n---")
                .contains("one tensor of varying shape (H, W) of uint8 per row");
    }

    private static JsonNode header(String card) throws IOException {
        return new ObjectMapper(new YAMLFactory()).readTree(card.split("---\n", -1)[1]);
    }
}
