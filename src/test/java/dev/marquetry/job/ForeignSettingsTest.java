package dev.marquetry.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.marquetry.SparkSessions;
import dev.marquetry.image.ColorMode;
import dev.marquetry.image.ImageOptions;
import dev.marquetry.image.Orientation;
import dev.marquetry.image.PadMode;
import dev.marquetry.image.Resize;
import dev.marquetry.image.ResizeMethod;
import dev.marquetry.spark.ImageArrays;
import dev.marquetry.tensor.DType;
import dev.marquetry.tensor.DeviceChoice;
import dev.marquetry.tensor.EngineOptions;
import dev.marquetry.tensor.Layout;
import dev.marquetry.tensor.Normalization;
import dev.marquetry.tensor.TensorOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process of its own with settings that others have: locale, time zone, serializer, a home that is none. */
class ForeignSettingsTest {
    private static final Path IMAGES = Path.of("src/test/resources/golden/png").toAbsolutePath();

    @TempDir
    private Path folder;

    @Test
    void givesTheSameRows() throws IOException, InterruptedException {
        assumeThat(Path.of("target/cluster.classpath")).exists();
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        Path home = Files.createFile(folder.resolve("home"));
        Path out = folder.resolve("out");
        Path job = Files.writeString(folder.resolve("job.yaml"), """
                input.path: %s
                resize: {method: crop, height: 8, width: 8}
                tensor: {dtype: float32, normalize: imagenet, layout: CHW}
                output: {path: %s, encoding: binary}
                """.formatted(IMAGES, out));

        String printed = run(
                job,
                List.of(
                        "-Dspark.master=local[2]",
                        "-Duser.home=" + home,
                        "-Djava.io.tmpdir=" + temporary,
                        "-Dspark.local.dir=" + folder.resolve("local"),
                        "-Duser.language=tr",
                        "-Duser.country=TR",
                        "-Duser.timezone=Asia/Kolkata",
                        "-Dspark.sql.session.timeZone=America/St_Johns",
                        "-Dspark.serializer=org.apache.spark.serializer.KryoSerializer",
                        "-Dspark.sql.adaptive.enabled=false",
                        "-Dspark.speculation=true"));

        SparkSession spark = SparkSessions.shared();
        List<Row> rows = spark.read()
                .parquet(out.resolve("data").toString())
                .select("path", "image")
                .orderBy("path")
                .collectAsList();
        assertThat(rows).as(printed).isNotEmpty();
        List<String> paths = rows.stream().map(row -> row.getString(0)).toList();
        assertThat(rows.stream().map(row -> row.<byte[]>getAs("image")))
                .containsExactlyElementsOf(arrays(spark, paths));
        assertThat(temporary.resolve(".djl.ai")).doesNotExist();
        assertThat(temporary).isDirectoryNotContaining("glob:**/.javacpp*");
    }

    private static List<byte[]> arrays(SparkSession spark, List<String> paths) {
        ImageArrays arrays = new ImageArrays(
                new ImageOptions(
                        ColorMode.RGB,
                        Orientation.IGNORE,
                        ImageOptions.DEFAULT_MAX_PIXELS,
                        new Resize(ResizeMethod.CROP, 8, 8, PadMode.REFLECTION)),
                new TensorOptions(DType.FLOAT32, Normalization.IMAGENET, Layout.CHW),
                new EngineOptions(DeviceChoice.CPU, 32));
        Dataset<Row> input = spark.createDataset(paths, Encoders.STRING()).toDF("path");
        return arrays.of(input, "path").orderBy("path").collectAsList().stream()
                .map(row -> row.<byte[]>getAs("image"))
                .toList();
    }

    private static String run(Path job, List<String> options) throws IOException, InterruptedException {
        Path printed = job.resolveSibling("printed.txt");
        ProcessBuilder marquetry = new ProcessBuilder("scripts/marquetry", "run", job.toString())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        marquetry.environment().keySet().removeAll(List.of("DJL_CACHE_DIR", "SPARK_LOCAL_DIRS"));
        marquetry.environment().put("MARQUETRY_JAVA_OPTS", String.join(" ", options));
        marquetry.environment().put("JAVA_HOME", System.getProperty("java.home"));
        int exitCode = marquetry.start().waitFor();
        String text = Files.readString(printed);
        assertThat(exitCode).as(text).isZero();
        return text;
    }
}
