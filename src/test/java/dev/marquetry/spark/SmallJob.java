package dev.marquetry.spark;

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
import dev.marquetry.options.PublishOptions;
import dev.marquetry.options.Resize;
import dev.marquetry.options.ResizeMethod;
import dev.marquetry.options.SourceOptions;
import dev.marquetry.options.Takeover;
import dev.marquetry.options.TensorOptions;
import dev.marquetry.spark.description.ConversionResult;
import dev.marquetry.spark.publish.OutputOutlook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/** Conversions of one picture per label into one folder, and what stands there. */
final class SmallJob {
    private static final Path PICTURE =
            Path.of("src/test/resources/golden/png/rgb.png").toAbsolutePath();

    private final SparkSession spark;
    private final Path folder;
    private final String output;
    private List<String> partitionBy = List.of();

    SmallJob(SparkSession spark, Path folder, String output) {
        this.spark = spark;
        this.folder = folder;
        this.output = output;
    }

    SmallJob partitionedByLabel() {
        partitionBy = List.of("label");
        return this;
    }

    String output() {
        return output;
    }

    ConversionResult run(OutputMode mode, Takeover takeover, String... labels) throws IOException {
        String manifest = manifest(labels);
        return run(options(manifest, mode).withPublish(PublishOptions.DEFAULT.withTakeover(takeover)));
    }

    ConversionResult run(ConversionOptions options) throws IOException {
        try (DatasetConversion conversion = DatasetConversion.open(spark, options)) {
            return conversion.run((done, rejected) -> {});
        }
    }

    OutputOutlook outlook(ConversionOptions options) throws IOException {
        try (DatasetConversion conversion = DatasetConversion.open(spark, options)) {
            return conversion.outlook();
        }
    }

    /** Writes a manifest of a picture for each label; a label that begins with {@code gone} has none. */
    String manifest(String... labels) throws IOException {
        for (String label : labels) {
            Path picture = folder.resolve(label + ".png");
            if (!label.startsWith("gone") && !Files.exists(picture)) {
                Files.copy(PICTURE, picture);
            }
        }
        Path file = folder.resolve("manifest-" + String.join("-", labels).hashCode() + ".csv");
        Files.writeString(
                file,
                "path,label\n"
                        + Arrays.stream(labels)
                                .map(label -> label + ".png," + label + "\n")
                                .collect(Collectors.joining()));
        return file.toString();
    }

    ConversionOptions options(String manifest, OutputMode mode) {
        return options(SourceOptions.of(manifest, InputFormat.CSV), mode);
    }

    ConversionOptions options(SourceOptions source, OutputMode mode) {
        return new ConversionOptions(
                source,
                new ImageOptions(
                        ColorMode.RGB,
                        Orientation.IGNORE,
                        ImageOptions.DEFAULT_MAX_PIXELS,
                        new Resize(ResizeMethod.CROP, 8, 8, PadMode.REFLECTION)),
                TensorOptions.of(DType.UINT8),
                new EngineOptions(DeviceChoice.CPU, 8),
                OutputOptions.to(output)
                        .withMode(mode)
                        .withPartitionBy(partitionBy)
                        .withFileSize(1 << 20));
    }

    /** Returns the labels of the rows in {@code data/}, sorted. */
    List<String> labels() {
        return spark.read().parquet(output + "/data").select("label").collectAsList().stream()
                .map(row -> row.getString(0))
                .sorted()
                .toList();
    }
}
