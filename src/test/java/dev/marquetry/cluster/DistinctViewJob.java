package dev.marquetry.cluster;

import dev.marquetry.options.ColorMode;
import dev.marquetry.options.ConversionOptions;
import dev.marquetry.options.DType;
import dev.marquetry.options.DeviceChoice;
import dev.marquetry.options.EngineOptions;
import dev.marquetry.options.ImageOptions;
import dev.marquetry.options.InputFormat;
import dev.marquetry.options.Orientation;
import dev.marquetry.options.OutputOptions;
import dev.marquetry.options.PadMode;
import dev.marquetry.options.Resize;
import dev.marquetry.options.ResizeMethod;
import dev.marquetry.options.SourceOptions;
import dev.marquetry.options.TensorOptions;
import dev.marquetry.spark.DatasetConversion;
import java.io.IOException;
import org.apache.spark.sql.SparkSession;

/** A driver whose manifest is a view of distinct paths: arguments are a text file of paths and the output. */
public final class DistinctViewJob {
    private DistinctViewJob() {}

    /** Runs the job in the session that spark-submit has prepared. */
    public static void main(String[] arguments) throws IOException {
        try (SparkSession spark = SparkSession.builder().getOrCreate()) {
            spark.read().text(arguments[0]).toDF("path").createOrReplaceTempView("listed");
            spark.sql("CREATE TEMPORARY VIEW pictures AS SELECT DISTINCT path FROM listed");
            ConversionOptions options = new ConversionOptions(
                    SourceOptions.of("pictures", InputFormat.TABLE),
                    new ImageOptions(
                            ColorMode.RGB,
                            Orientation.IGNORE,
                            ImageOptions.DEFAULT_MAX_PIXELS,
                            new Resize(ResizeMethod.CROP, 64, 64, PadMode.REFLECTION)),
                    TensorOptions.of(DType.UINT8),
                    new EngineOptions(DeviceChoice.CPU, 8),
                    OutputOptions.to(arguments[1]).withFileSize(1 << 20));
            try (DatasetConversion conversion = DatasetConversion.open(spark, options)) {
                conversion.run((done, rejected) -> {});
            }
        }
    }
}
