package dev.marquetry.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marquetry.SparkSessions;
import dev.marquetry.UserException;
import dev.marquetry.image.ColorMode;
import dev.marquetry.image.ImageOptions;
import dev.marquetry.image.Orientation;
import dev.marquetry.image.PadMode;
import dev.marquetry.image.Resize;
import dev.marquetry.image.ResizeMethod;
import dev.marquetry.tensor.DType;
import dev.marquetry.tensor.DeviceChoice;
import dev.marquetry.tensor.EngineOptions;
import dev.marquetry.tensor.Layout;
import dev.marquetry.tensor.Normalization;
import dev.marquetry.tensor.TensorOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageArraysTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden").toAbsolutePath();

    @TempDir
    Path folder;

    private final SparkSession spark = SparkSessions.shared();
    private final ImageArrays arrays = new ImageArrays(
            new ImageOptions(
                    ColorMode.RGB,
                    Orientation.IGNORE,
                    ImageOptions.DEFAULT_MAX_PIXELS,
                    new Resize(ResizeMethod.SQUISH, 4, 5, PadMode.ZEROS)),
            new TensorOptions(DType.FLOAT32, Normalization.IMAGENET, Layout.CHW),
            new EngineOptions(DeviceChoice.CPU, 4));

    @Test
    void givesARowForEveryRowWithItsArrayOrItsError() {
        List<Row> rows = arrays.of(paths("file"), "file").collectAsList();
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
        arrays.of(paths("file"), "file")
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
        assertThatThrownBy(() -> arrays.of(paths("file"), "path"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("there is no column of text named path");
    }

    @Test
    void refusesColumnsWithTheNamesOfThoseItAdds() {
        assertThatThrownBy(() -> arrays.of(paths("file").withColumnRenamed("id", "image"), "file"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("the column image cannot be carried through");
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
