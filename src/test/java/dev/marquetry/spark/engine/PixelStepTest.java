package dev.marquetry.spark.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.SparkSessions;
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
import dev.marquetry.options.PadMode;
import dev.marquetry.options.Resize;
import dev.marquetry.options.ResizeMethod;
import dev.marquetry.options.ResizePlace;
import dev.marquetry.options.TensorOptions;
import dev.marquetry.spark.ImageArrays;
import dev.marquetry.tensor.EngineUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PixelStepTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final int BATCH = 5;

    private final SparkSession spark = SparkSessions.shared();

    @ParameterizedTest
    @CsvSource({
        "CROP, 24, 32, RGB, UINT8, HWC",
        "CROP, 90, 17, L, FLOAT32, CHW",
        "SQUISH, 33, 21, RGB, FLOAT16, HWC",
        "PAD, 40, 40, RGB, UINT8, CHW",
        "PAD, 16, 64, L, FLOAT32, HWC"
    })
    void givesTheSameRowsOnADeviceAsInTheDecoder(
            ResizeMethod method, int height, int width, ColorMode mode, DType dtype, Layout layout) throws IOException {
        ImageOptions image = image(new Resize(method, height, width, PadMode.REFLECTION), mode);
        TensorOptions plain = TensorOptions.of(dtype).withLayout(layout);
        TensorOptions tensor = dtype == DType.UINT8
                ? plain
                : plain.withNormalization(mode == ColorMode.L ? grey() : Normalization.IMAGENET);
        List<Row> onDevice = rows(image, tensor, ResizePlace.DEVICE);
        assertThat(onDevice).hasSizeGreaterThan(40).isEqualTo(rows(image, tensor, ResizePlace.DECODER));
        assertThat(onDevice)
                .extracting(row -> row.<Integer>getAs("source_width"))
                .as("widths of the images that went through it")
                .contains(29, 61)
                .satisfies(widths -> assertThat(new HashSet<>(widths)).hasSizeGreaterThan(5));
    }

    @ParameterizedTest
    @EnumSource(ResizePlace.class)
    void usesTheDeviceWhereItIsAskedFor(ResizePlace place) throws EngineUnavailableException {
        ImageOptions image = image(new Resize(ResizeMethod.SQUISH, 8, 8, PadMode.ZEROS), ColorMode.RGB);
        try (PixelStep step = PixelStep.open(image, new EngineOptions(DeviceChoice.CPU, BATCH, place))) {
            assertThat(step.isDone()).isEqualTo(place != ResizePlace.DEVICE);
        }
    }

    @Test
    void leavesImagesThatAreNotResizedToTheDecoder() throws EngineUnavailableException {
        ImageOptions image = image(Resize.NONE, ColorMode.RGB);
        EngineOptions engine = new EngineOptions(DeviceChoice.CPU, BATCH, ResizePlace.DEVICE);
        try (PixelStep step = PixelStep.open(image, engine)) {
            assertThat(step.isDone()).isTrue();
        }
    }

    private static Normalization grey() {
        return new Normalization(List.of(0.5f), List.of(0.25f));
    }

    private List<Row> rows(ImageOptions image, TensorOptions tensor, ResizePlace place) throws IOException {
        ArrayOptions options =
                new ArrayOptions(image, tensor, new EngineOptions(DeviceChoice.CPU, BATCH, place), Models.NONE);
        return ImageArrays.of(
                        new FrameOptions(options, DerivedColumns.NONE, Optional.empty()), paths(), Optional.of("file"))
                .orderBy("file")
                .collectAsList();
    }

    private Dataset<Row> paths() throws IOException {
        try (Stream<Path> files = Files.walk(GOLDEN)) {
            List<String> images = files.filter(file -> file.toString().matches(".*\\.(jpg|png|webp|gif|bmp|tif)"))
                    .map(file -> file.toAbsolutePath().toString())
                    .sorted()
                    .toList();
            return spark.createDataset(images, Encoders.STRING()).toDF("file").repartition(2);
        }
    }

    private static ImageOptions image(Resize resize, ColorMode mode) {
        return new ImageOptions(mode, Orientation.APPLY, ImageOptions.DEFAULT_MAX_PIXELS, resize);
    }
}
