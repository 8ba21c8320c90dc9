package dev.marquetry.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.marquetry.options.DType;
import dev.marquetry.options.LabelNames;
import dev.marquetry.options.TensorColumn;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class DatasetCardTest {
    private static final TensorColumn IMAGE =
            TensorColumn.ofShape(DType.FLOAT32, List.of("H", "W", "C"), List.of(224, 224, 3));
    private static final List<String> FILES = List.of("part-00000.parquet");

    @Test
    void beginsWithTheHeaderThatHuggingFaceReads() {
        StructType schema = new StructType().add("path", "string").add(IMAGE.toField("image"));
        assertThat(DatasetCard.text(schema, Map.of(), List.of(), FILES, 1234))
                .startsWith("""
                        ---
                        configs:
                        - config_name: "default"
                          data_files: "data/*.parquet"
                        dataset_info:
                          features:
                          - name: "path"
                            dtype: "string"
                          - name: "image"
                            list: "float32"
                            length: 150528
                        ---
                        """)
                .contains("1,234 rows in `data/*.parquet`.")
                .contains("`image` holds one tensor of shape [224, 224, 3] (H, W, C) of float32 per row,"
                        + " flattened row-major into a list.")
                .contains("table[\"image\"].combine_chunks().to_numpy_ndarray()")
                .contains("""
                        rows = datasets.load_dataset(os.getcwd(), split="train").with_format("arrow")
                        batch = rows[:32]["image"].combine_chunks()
                        images = batch.flatten().to_numpy().reshape(-1, 224, 224, 3)
                        """)
                .doesNotContain("pyarrow.dataset");
    }

    @Test
    void saysWhichReadersKeepAPartitionColumn() throws IOException {
        StructType schema = new StructType().add("label", "int").add(IMAGE.toField("image"));
        String card = DatasetCard.text(
                schema, Map.of(), List.of("label"), List.of("label=1/a.parquet", "label=2/b.parquet"), 2);
        JsonNode header = header(card);
        assertThat(header.at("/configs/0/data_files").asText()).isEqualTo("data/**/*.parquet");
        assertThat(header.at("/dataset_info/features")).hasSize(1);
        assertThat(card)
                .contains("`label` is in the names of the folders, not in the files: Hugging Face's `load_dataset`"
                        + " loses it. These readers keep it:")
                .contains("frame = pandas.read_parquet(\"data\")\n")
                .contains("dataset = pyarrow.dataset.dataset(\"data\", partitioning=\"hive\")\n");
    }

    @Test
    void namesTheNumbersOfLabels() throws IOException {
        LabelNames names = new LabelNames(List.of("cat", "1", "a \"b\" ü: [c]"));
        StructType schema = new StructType()
                .add("label", "string")
                .add("label_index", DataTypes.IntegerType, true, names.toMetadata())
                .add(IMAGE.toField("image"));
        String card = DatasetCard.text(schema, Map.of(), List.of(), FILES, 2);
        assertThat(card)
                .contains("""
                          - name: "label_index"
                            dtype:
                              class_label:
                                names:
                        """)
                .contains("`label_index` is the number of a label, the place of its name in this list:")
                .contains("labels = [\"cat\", \"1\", \"a \\\"b\\\" ü: [c]\"]");
        JsonNode feature = header(card).at("/dataset_info/features/1/dtype/class_label/names");
        assertThat(feature.path("0").asText()).isEqualTo("cat");
        assertThat(feature.path("1").asText()).isEqualTo("1");
        assertThat(feature.path("2").asText()).isEqualTo("a \"b\" ü: [c]");
    }

    @Test
    void leavesManyLabelsToTheHeader() throws IOException {
        LabelNames names = new LabelNames(
                IntStream.range(0, 1000).mapToObj(Integer::toString).toList());
        StructType schema = new StructType().add("label_index", DataTypes.IntegerType, true, names.toMetadata());
        String card = DatasetCard.text(schema, Map.of(), List.of(), FILES, 2);
        assertThat(card).contains("in the header of this file, which has 1000.").doesNotContain("labels = ");
        assertThat(header(card).at("/dataset_info/features/0/dtype/class_label/names"))
                .hasSize(1000);
    }

    @Test
    void makesSplitsOfAColumnThatIsNamedSo() throws IOException {
        String card = split(
                List.of("split"),
                "split=train/a.parquet",
                "split=train/b.parquet",
                "split=valid/a.parquet",
                "empty.parquet");
        assertThat(files(card))
                .containsExactly(
                        Map.entry("train", "data/split=train/*.parquet"),
                        Map.entry("valid", "data/split=valid/*.parquet"));
        assertThat(card)
                .contains("split=\"train\"")
                .contains("The values of `split` are Hugging Face's splits: `train`, `valid`.")
                .doesNotContain("loses");
    }

    @Test
    void findsSplitsBetweenOtherPartitions() throws IOException {
        String card = split(List.of("label", "split", "day"), "label=a/split=test/day=1/x.parquet");
        assertThat(files(card)).containsExactly(Map.entry("test", "data/*/split=test/*/*.parquet"));
        assertThat(card).contains("split=\"test\"").contains("`label`, `day` are in the names of the folders");
    }

    @Test
    void givesSplitsNamesThatHuggingFaceTakes() throws IOException {
        String card = split(
                List.of("split"),
                "split=All/x.parquet",
                "split=__HIVE_DEFAULT_PARTITION__/x.parquet",
                "split=a%3Ab/x.parquet",
                "split=a b/x.parquet",
                "split=fold.1/x.parquet",
                "split=.x../x.parquet",
                "split=größe/x.parquet",
                "split=1/x.parquet");
        assertThat(files(card))
                .containsOnly(
                        Map.entry("All_", "data/split=All/*.parquet"),
                        Map.entry("none", "data/split=__HIVE_DEFAULT_PARTITION__/*.parquet"),
                        Map.entry("a_b", "data/split=a b/*.parquet"),
                        Map.entry("a_b_2", "data/split=a%3Ab/*.parquet"),
                        Map.entry("fold.1", "data/split=fold.1/*.parquet"),
                        Map.entry("_x_", "data/split=.x../*.parquet"),
                        Map.entry("größe", "data/split=größe/*.parquet"),
                        Map.entry("1", "data/split=1/*.parquet"));
        assertThat(card)
                .contains("`All_` (`All`), ")
                .contains("`none` (no value)")
                .contains("`a_b_2` (`a:b`), ");
    }

    @Test
    void takesASplitColumnWithoutRowsForNoSplits() throws IOException {
        assertThat(header(split(List.of("split"), "part-00000.parquet"))
                        .at("/configs/0/data_files")
                        .asText())
                .isEqualTo("data/**/*.parquet");
    }

    private static String split(List<String> partitionColumns, String... files) {
        StructType schema = new StructType().add(IMAGE.toField("image"));
        for (String column : partitionColumns) {
            schema = schema.add(column, "string");
        }
        return DatasetCard.text(schema, Map.of(), partitionColumns, List.of(files), 1);
    }

    private static Map<String, String> files(String card) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        for (JsonNode split : header(card).at("/configs/0/data_files")) {
            files.put(split.path("split").asText(), split.path("path").asText());
        }
        return files;
    }

    @Test
    void describesEverySparkType() throws IOException {
        StructType nested = new StructType().add("a", "double").add("b", "array<struct<c: boolean>>");
        StructType schema = StructType.fromDDL("on tinyint, s smallint, i int, l bigint, f float, d double, z boolean,"
                        + " b binary, day date, t timestamp, n timestamp_ntz, m decimal(9,2), words array<string>,"
                        + " deep array<array<int>>, counts map<string,bigint>")
                .add("st \"x\"", nested);
        JsonNode features =
                header(DatasetCard.text(schema, Map.of(), List.of(), FILES, 1)).at("/dataset_info/features");
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
        assertThat(DatasetCard.text(schema, Map.of("Encoding", "npy"), List.of(), FILES, 1))
                .contains("  - name: \"image\"\n    dtype: \"binary\"\n")
                .contains("numpy.load(io.BytesIO(cell))");
        assertThat(DatasetCard.text(schema, Map.of("encoding", "binary"), List.of(), FILES, 1))
                .contains("numpy.frombuffer(cell, numpy.float32).reshape(224, 224, 3)");
        StructType varying = new StructType()
                .add(TensorColumn.varying(DType.UINT8, List.of("H", "W"), List.of())
                        .toField("image"));
        assertThat(DatasetCard.text(varying, Map.of(), List.of(), FILES, 1))
                .contains("    list: \"uint8\"\n---")
                .contains("one tensor of varying shape (H, W) of uint8 per row");
    }

    @Test
    void reshapesByTheSizesOfTheRow() {
        StructType schema = new StructType()
                .add("h", "int")
                .add("w", "int")
                .add(TensorColumn.varying(DType.UINT8, List.of("H", "W"), List.of("h", "w"))
                        .toField("the \"image\""));
        assertThat(DatasetCard.text(schema, Map.of(), List.of(), FILES, 1)).contains("""
                row = rows[0]
                image = row["the \\"image\\""].combine_chunks().flatten().to_numpy()\
                .reshape(row["h"][0].as_py(), row["w"][0].as_py())
                """);
    }

    @Test
    void quotesWhatYamlTakesForSomethingElse() throws IOException {
        List<String> names = List.of("no", "~", "007", "1_000", "1:30", "2001-01-01", "#", "a: b", "\\\"", "l\nn");
        StructType schema = new StructType();
        for (String name : names) {
            schema = schema.add(name, "int");
        }
        String card = DatasetCard.text(schema, Map.of(), List.of(), FILES, 1);
        assertThat(header(card).at("/dataset_info/features").findValuesAsText("name"))
                .containsExactlyElementsOf(names);
        assertThat(card)
                .contains("name: \"1:30\"")
                .contains("name: \"2001-01-01\"")
                .contains("name: \"no\"");
    }

    private static JsonNode header(String card) throws IOException {
        return new ObjectMapper(new YAMLFactory()).readTree(card.split("---\n", -1)[1]);
    }
}
