package dev.marquetry.cluster;

import dev.marquetry.image.ColorMode;
import dev.marquetry.image.ImageOptions;
import dev.marquetry.image.Orientation;
import dev.marquetry.image.PadMode;
import dev.marquetry.image.Resize;
import dev.marquetry.image.ResizeMethod;
import dev.marquetry.source.InputFormat;
import dev.marquetry.source.SourceOptions;
import dev.marquetry.spark.ConversionOptions;
import dev.marquetry.spark.ConversionResult;
import dev.marquetry.spark.DatasetConversion;
import dev.marquetry.spark.OutputCompression;
import dev.marquetry.spark.OutputEncoding;
import dev.marquetry.spark.OutputMode;
import dev.marquetry.spark.OutputOptions;
import dev.marquetry.spark.RunReport;
import dev.marquetry.tensor.DType;
import dev.marquetry.tensor.DeviceChoice;
import dev.marquetry.tensor.EngineOptions;
import dev.marquetry.tensor.Layout;
import dev.marquetry.tensor.TensorOptions;
import java.io.IOException;
import java.util.List;
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
                    new SourceOptions("pictures", InputFormat.TABLE, "path", null, null),
                    new ImageOptions(
                            ColorMode.RGB,
                            Orientation.IGNORE,
                            ImageOptions.DEFAULT_MAX_PIXELS,
                            new Resize(ResizeMethod.CROP, 64, 64, PadMode.REFLECTION)),
                    new TensorOptions(DType.UINT8, null, Layout.HWC),
                    new EngineOptions(DeviceChoice.CPU, 8),
                    new OutputOptions(
                            arguments[1],
                            OutputMode.ERROR,
                            OutputEncoding.LIST,
                            OutputCompression.ZSTD,
                            List.of(),
                            1 << 20));
            try (DatasetConversion conversion = DatasetConversion.open(spark, options)) {
                conversion.run(new NoReport(), (done, rejected) -> {});
            }
        }
    }

    private static final class NoReport implements RunReport {
        @Override
        public String fingerprint() {
            return "f";
        }

        @Override
        public String json(ConversionResult result) {
            return "{}";
        }
    }
}
