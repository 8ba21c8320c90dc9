package dev.marquetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marquetry.options.ArrayOptions;
import dev.marquetry.options.ColorMode;
import dev.marquetry.options.DType;
import dev.marquetry.options.DerivedColumns;
import dev.marquetry.options.DeviceChoice;
import dev.marquetry.options.EngineOptions;
import dev.marquetry.options.FrameOptions;
import dev.marquetry.options.ImageOptions;
import dev.marquetry.options.Layout;
import dev.marquetry.options.Models;
import dev.marquetry.options.Normalization;
import dev.marquetry.options.Orientation;
import dev.marquetry.options.Resize;
import dev.marquetry.options.TensorOptions;
import dev.marquetry.options.UserException;
import dev.marquetry.spark.ImageArrays;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.apache.spark.ml.image.ImageSchema;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SparkImagesTest {
    @TempDir
    Path folder;

    private final SparkSession spark = SparkSessions.shared();
    private final List<String> paths = new ArrayList<>();

    @BeforeEach
    void draw() throws IOException {
        Random random = new Random(5);
        for (int index = 0; index < 4; index++) {
            int kind = index == 3 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
            BufferedImage image = new BufferedImage(5 + index, 7, kind);
            for (int pixel = 0; pixel < (5 + index) * 7; pixel++) {
                image.setRGB(pixel % (5 + index), pixel / (5 + index), random.nextInt());
            }
            Path file = folder.resolve(index + ".png");
            ImageIO.write(image, "png", file.toFile());
            paths.add(file.toUri().toString());
        }
    }

    @Test
    void hasTheTypeOfSparksImages() {
        assertThat(SparkImages.SCHEMA).isEqualTo(ImageSchema.columnSchema());
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void givesTheImagesThatSparkReads(Layout layout) {
        Dataset<Row> arrays =
                arrays(ColorMode.RGB, TensorOptions.of(DType.UINT8).withLayout(layout), paths.subList(0, 3));
        assertEqualsSparks(SparkImages.toImages(arrays, "path"), paths.subList(0, 3));
    }

    @Test
    void givesGrayImagesInOneChannel() {
        Dataset<Row> arrays = arrays(ColorMode.L, TensorOptions.of(DType.UINT8), paths.subList(3, 4));
        assertEqualsSparks(SparkImages.toImages(arrays, "path"), paths.subList(3, 4));
    }

    @Test
    void findsTheSamplesOfFloatsThatWereNotWrittenYet() {
        TensorOptions floats = TensorOptions.of(DType.FLOAT32).withNormalization(Normalization.IMAGENET);
        Dataset<Row> arrays = arrays(ColorMode.RGB, floats, paths.subList(0, 3));
        assertEqualsSparks(SparkImages.toImages(arrays, "path"), paths.subList(0, 3));
    }

    @ParameterizedTest
    @CsvSource({"list, HWC", "list, CHW", "binary, HWC", "npy, CHW"})
    void takesWhatWasWritten(String encoding, Layout layout) {
        String output = folder.resolve("out").toString();
        arrays(ColorMode.RGB, TensorOptions.of(DType.UINT8).withLayout(layout), paths.subList(0, 3))
                .write()
                .format("marquetry")
                .option("encoding", encoding)
                .save(output);
        assertEqualsSparks(SparkImages.toImages(spark.read().parquet(output), "path"), paths.subList(0, 3));
    }

    @Test
    void turnsBack() {
        Dataset<Row> sparks = spark.read().format("image").load(paths.toArray(String[]::new));
        Dataset<Row> arrays = SparkImages.toArrays(sparks.withColumn("path", functions.col("image.origin")));
        String output = folder.resolve("out").toString();
        arrays.write().format("marquetry").save(output);
        assertEqualsSparks(
                SparkImages.toImages(spark.read().parquet(output), "path").select("path", "image"), paths);
    }

    @Test
    void givesNoImageWhereThereIsNoArray() {
        Dataset<Row> arrays = arrays(
                ColorMode.RGB,
                TensorOptions.of(DType.UINT8),
                List.of(folder.resolve("missing.png").toString()));
        Row row = SparkImages.toImages(arrays, "path").first();
        assertThat(row.isNullAt(row.fieldIndex("image"))).isTrue();
    }

    @Test
    void givesNoArrayWhereSparkReadNoImage() {
        Row undefined = RowFactory.create("a.png", -1, -1, -1, -1, new byte[0]);
        Row row = SparkImages.toArrays(images(undefined)).first();
        assertThat(row.isNullAt(row.fieldIndex("image"))).isTrue();
    }

    @Test
    void refusesImagesOfOtherTypes() {
        Row transparent = RowFactory.create("a.png", 1, 1, 4, 24, new byte[4]);
        assertThatThrownBy(() -> SparkImages.toArrays(images(transparent)).collectAsList())
                .hasStackTraceContaining("an image must have 8-bit samples in one or three channels, OpenCV's type 0 or"
                        + " 16: 24, a.png");
    }

    @Test
    void refusesWhatHoldsNoSamples() {
        TensorOptions floats = TensorOptions.of(DType.FLOAT32);
        String output = folder.resolve("out").toString();
        arrays(ColorMode.RGB, floats, paths.subList(0, 3))
                .write()
                .format("marquetry")
                .save(output);
        assertThatThrownBy(() -> SparkImages.toImages(spark.read().parquet(output), "path"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("Spark's images are of 8-bit samples, and the column image is not");
        assertThatThrownBy(() -> SparkImages.toImages(spark.range(3).toDF("id"), "id"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("the columns image, height, width and channels are needed");
        assertThatThrownBy(() -> SparkImages.toArrays(spark.range(3).toDF("image")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("there is no column image with images of Spark's");
    }

    private Dataset<Row> images(Row image) {
        return spark.createDataFrame(
                List.of(RowFactory.create(image)), new StructType().add("image", SparkImages.SCHEMA, true));
    }

    private Dataset<Row> arrays(ColorMode mode, TensorOptions tensor, List<String> files) {
        ImageOptions image = new ImageOptions(mode, Orientation.IGNORE, ImageOptions.DEFAULT_MAX_PIXELS, Resize.NONE);
        Dataset<Row> frame = spark.createDataset(files, Encoders.STRING()).toDF("path");
        ArrayOptions options = new ArrayOptions(image, tensor, new EngineOptions(DeviceChoice.CPU, 4), Models.NONE);
        return ImageArrays.of(
                        new FrameOptions(options, DerivedColumns.NONE, Optional.empty()), frame, Optional.of("path"))
                .drop("error");
    }

    private void assertEqualsSparks(Dataset<Row> found, List<String> files) {
        List<Row> sparks = spark.read()
                .format("image")
                .load(files.toArray(String[]::new))
                .orderBy("image.origin")
                .collectAsList();
        List<Row> ours = found.orderBy("path").collectAsList();
        assertThat(ours).hasSameSizeAs(sparks);
        for (int index = 0; index < ours.size(); index++) {
            Row image = ours.get(index).getAs("image");
            Row expected = sparks.get(index).getStruct(0);
            for (String name : List.of("height", "width", "nChannels", "mode", "data")) {
                assertThat(image.<Object>getAs(name)).as(name).isEqualTo(expected.getAs(name));
            }
            assertThat(Path.of(java.net.URI.create(image.getAs("origin"))))
                    .isEqualTo(Path.of(java.net.URI.create(expected.getAs("origin"))));
        }
    }
}
