package dev.marquetry.djl;

import dev.marquetry.SparkSessions;
import dev.marquetry.options.ColorMode;
import dev.marquetry.options.DType;
import dev.marquetry.options.DeviceChoice;
import dev.marquetry.options.EngineOptions;
import dev.marquetry.options.ImageOptions;
import dev.marquetry.options.Layout;
import dev.marquetry.options.Normalization;
import dev.marquetry.options.Orientation;
import dev.marquetry.options.PadMode;
import dev.marquetry.options.Resize;
import dev.marquetry.options.ResizeMethod;
import dev.marquetry.options.TensorOptions;
import dev.marquetry.spark.ImageArrays;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DjlSparkExampleTest {
    private static final Path RESOURCES = Path.of("src/test/resources").toAbsolutePath();
    private static final int PIXELS = 24 * 32;

    @TempDir
    Path folder;

    private final SparkSession spark = SparkSessions.shared();

    @Test
    void givesWhatTheModelMakesOfEveryImage() {
        String output = folder.resolve("arrays").toString();
        List<String> paths = List.of(RESOURCES + "/golden/png/rgb.png", RESOURCES + "/golden/jpeg/photo.jpg");
        new ImageArrays(
                        new ImageOptions(
                                ColorMode.RGB,
                                Orientation.IGNORE,
                                ImageOptions.DEFAULT_MAX_PIXELS,
                                new Resize(ResizeMethod.SQUISH, 24, 32, PadMode.ZEROS)),
                        TensorOptions.of(DType.FLOAT32).withNormalization(Normalization.IMAGENET).withLayout(Layout.CHW),
                        new EngineOptions(DeviceChoice.CPU, 4))
                .of(spark.createDataset(paths, Encoders.STRING()).toDF("path"), "path")
                .drop("error")
                .write()
                .format("marquetry")
                .option("encoding", "npy")
                .save(output);
        Dataset<Row> arrays = spark.read().parquet(output);
        List<Row> rows = DjlSparkExample.predict(arrays, RESOURCES + "/models/means.pt")
                .collectAsList();
        assertThat(rows).hasSize(2).allSatisfy(row -> {
            float[] expected = means(row.getAs("image"));
            float[] found = DjlSparkExample.values(row.getAs(DjlSparkExample.PREDICTION));
            assertThat(found).hasSize(3);
            for (int channel = 0; channel < 3; channel++) {
                assertThat(found[channel]).isCloseTo(expected[channel], within(1e-4f));
            }
        });
    }

    /** The means of the channels of a NumPy file whose values stand at its end. */
    private static float[] means(byte[] numpyFile) {
        ByteBuffer values = ByteBuffer.wrap(numpyFile).order(ByteOrder.LITTLE_ENDIAN);
        values.position(numpyFile.length - 3 * PIXELS * Float.BYTES);
        float[] means = new float[3];
        for (int channel = 0; channel < 3; channel++) {
            double sum = 0;
            for (int pixel = 0; pixel < PIXELS; pixel++) {
                sum += values.getFloat();
            }
            means[channel] = (float) (sum / PIXELS);
        }
        return means;
    }
}
