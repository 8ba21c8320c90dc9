package dev.marquetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marquetry.options.DType;
import dev.marquetry.options.UserException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagesTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden").toAbsolutePath();

    @TempDir
    Path folder;

    private final SparkSession spark = SparkSessions.shared();
    private final Images images = Images.options()
            .with("resize", Map.of("method", "squish", "height", 4, "width", 5))
            .with("tensor.dtype", DType.FLOAT32)
            .with("tensor.normalize", "imagenet")
            .with("tensor.layout", "CHW")
            .with("engine.device", "cpu");

    @Test
    void givesARowForEveryRowWithItsArrayOrItsError() {
        List<Row> rows = images.read(paths("file"), "file").collectAsList();
        assertThat(rows).hasSize(30);
        for (Row row : rows) {
            boolean good = row.<Integer>getAs("id") % 3 == 0;
            assertThat(row.isNullAt(row.fieldIndex("error"))).isEqualTo(good);
            assertThat(row.isNullAt(row.fieldIndex("image"))).isEqualTo(!good);
            assertThat(row.<Integer>getAs("source_width")).isEqualTo(good ? 29 : null);
        }
        assertThat(rows)
                .filteredOn(row -> row.<Integer>getAs("id") == 1)
                .singleElement()
                .satisfies(
                        row -> assertThat(row.getStruct(row.fieldIndex("error")).getString(1))
                                .isEqualTo("NOT_FOUND"));
    }

    @Test
    void isWrittenAndReadAsAnyOtherDataFrame() {
        String output = folder.resolve("arrays").toString();
        images.read(paths("file"), "file")
                .filter("error is null")
                .drop("error")
                .write()
                .format("marquetry")
                .save(output);
        Dataset<Row> read = spark.read().parquet(output);
        assertThat(read.count()).isEqualTo(10);
        assertThat(read.select("image").first().<Float>getList(0)).hasSize(60);
    }

    @Test
    void refusesAFrameWithoutThePathColumn() {
        assertThatThrownBy(() -> images.read(paths("file"), "path"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("there is no column of text named path");
    }

    @Test
    void refusesColumnsWithTheNamesOfThoseItAdds() {
        assertThatThrownBy(() -> images.read(paths("file").withColumnRenamed("id", "image"), "file"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("the column image cannot be carried through");
    }

    @Test
    void tellsAllFaultsOfItsOptionsAtOnce() {
        Images faulty = Images.options(Map.of("resize.method", "crop", "tensor.dtyp", "uint8", "output.path", "out"));
        assertThatThrownBy(() -> faulty.read(paths("file"), "file"))
                .isInstanceOf(UserException.class)
                .hasMessageContainingAll(
                        "4 faults in the options of the program",
                        "resize.height is required, as resize.method is crop",
                        "resize.width is required",
                        "tensor.dtyp is not an option (given); did you mean tensor.dtype?",
                        "output.path is an option of jobs, and these are options of arrays (given)");
    }

    @Test
    void givesFastaisArraysWithoutOptions() {
        Row row = Images.options().read(paths("file").filter("id = 0"), "file").first();
        assertThat(row.<byte[]>getAs("image")).hasSize(3 * row.<Integer>getAs("height") * row.<Integer>getAs("width"));
        assertThat(row.<Integer>getAs("height")).isEqualTo(row.<Integer>getAs("source_height"));
    }

    @Test
    void addsColumnsOfThePath() {
        Images labelled = images.with("derive", Map.of("label", "parent", "split", "grandparent", "label-index", true));
        Dataset<Row> rows = labelled.read(paths("file"), "file");
        assertThat(rows.columns()).startsWith("file", "id", "label", "split", "label_index", "image");
        assertThat(rows.schema().apply("label_index").metadata().getStringArray("marquetry.labels"))
                .containsExactly("nowhere", "png", "rejected");
        for (Row row : rows.collectAsList()) {
            int kind = row.<Integer>getAs("id") % 3;
            assertThat(row.<String>getAs("label"))
                    .isEqualTo(List.of("png", "nowhere", "rejected").get(kind));
            assertThat(row.<Integer>getAs("label_index"))
                    .isEqualTo(List.of(1, 0, 2).get(kind));
            assertThat(row.<String>getAs("split")).isEqualTo(kind == 1 ? null : "golden");
        }
    }

    @Test
    void refusesColumnsOfThePathWithTheNamesOfItsOthers() {
        Images labelled = images.with("derive.label", "parent");
        for (String name : List.of("label", "LABEL")) {
            assertThatThrownBy(() -> labelled.read(paths("file").withColumnRenamed("id", name), "file"))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("derive.label adds a column that the input has already: " + name);
        }
        assertThatThrownBy(() -> labelled.read(paths("label"), "label"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("derive.label adds a column");
    }

    private Dataset<Row> paths(String column) {
        List<Row> rows = IntStream.range(0, 30)
                .mapToObj(id -> RowFactory.create(
                        id,
                        switch (id % 3) {
                            case 0 -> GOLDEN + "/png/rgb.png";
                            case 1 -> "/nowhere/" + id + ".jpg";
                            default -> GOLDEN + "/rejected/cut-short.jpg";
                        }))
                .toList();
        StructType schema = new StructType().add("id", DataTypes.IntegerType).add(column, DataTypes.StringType);
        return spark.createDataFrame(rows, schema).repartition(3);
    }
}
