package dev.marquetry.s3;

import dev.marquetry.options.ColorMode;
import dev.marquetry.options.ConversionOptions;
import dev.marquetry.options.DType;
import dev.marquetry.options.DeviceChoice;
import dev.marquetry.options.EngineOptions;
import dev.marquetry.options.ImageOptions;
import dev.marquetry.options.InputFormat;
import dev.marquetry.options.Orientation;
import dev.marquetry.options.OutputMode;
import dev.marquetry.options.OutputOptions;
import dev.marquetry.options.PadMode;
import dev.marquetry.options.Resize;
import dev.marquetry.options.ResizeMethod;
import dev.marquetry.options.SourceOptions;
import dev.marquetry.options.TensorOptions;
import dev.marquetry.spark.DatasetConversion;
import dev.marquetry.spark.description.ConversionResult;
import java.io.IOException;
import org.apache.spark.sql.SparkSession;

/** Conversions of the tests: cropped to squares, as uint8. */
final class S3Jobs {
    private static final int SIDE = 64;

    private S3Jobs() {}

    /** Returns a conversion of a folder of images. */
    static ConversionOptions images(String folder, String output, OutputMode mode) {
        return of(SourceOptions.of(folder, InputFormat.IMAGES), output, mode);
    }

    /** Returns a conversion of a manifest of JSON lines. */
    static ConversionOptions json(String manifest, String output, OutputMode mode) {
        return of(SourceOptions.of(manifest, InputFormat.JSON), output, mode);
    }

    /** Returns a conversion of a manifest of JSON lines, one column of which has the lengths. */
    static ConversionOptions json(String manifest, String output, String lengthColumn) {
        SourceOptions source = SourceOptions.of(manifest, InputFormat.JSON);
        return of(source.withLengthColumn(lengthColumn), output, OutputMode.ERROR);
    }

    private static ConversionOptions of(SourceOptions source, String output, OutputMode mode) {
        // Small files, so that there are several tasks.
        return of(source, output, mode, SIDE, SIDE * SIDE * 3 * 12);
    }

    /** Returns a conversion to squares, with files of a given size. */
    static ConversionOptions of(SourceOptions source, String output, OutputMode mode, int side, long fileSize) {
        Resize resize = new Resize(ResizeMethod.CROP, side, side, PadMode.REFLECTION);
        return new ConversionOptions(
                source,
                new ImageOptions(ColorMode.RGB, Orientation.IGNORE, ImageOptions.DEFAULT_MAX_PIXELS, resize),
                TensorOptions.of(DType.UINT8),
                new EngineOptions(DeviceChoice.CPU, 8),
                OutputOptions.to(output).withMode(mode).withFileSize(fileSize));
    }

    /** Runs a conversion. */
    static ConversionResult run(SparkSession spark, ConversionOptions options) throws IOException {
        try (DatasetConversion conversion = DatasetConversion.open(spark, options)) {
            return conversion.run((done, rejected) -> {});
        }
    }
}
