package dev.marquetry.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.SparkSessions;
import dev.marquetry.options.ColorMode;
import dev.marquetry.options.ConversionOptions;
import dev.marquetry.options.DType;
import dev.marquetry.options.DeviceChoice;
import dev.marquetry.options.DuplicatePolicy;
import dev.marquetry.options.EngineOptions;
import dev.marquetry.options.ImageColumn;
import dev.marquetry.options.ImageOptions;
import dev.marquetry.options.InputFormat;
import dev.marquetry.options.Layout;
import dev.marquetry.options.ModelOptions;
import dev.marquetry.options.Models;
import dev.marquetry.options.Orientation;
import dev.marquetry.options.OutputMode;
import dev.marquetry.options.OutputOptions;
import dev.marquetry.options.PadMode;
import dev.marquetry.options.PublishOptions;
import dev.marquetry.options.ReportOptions;
import dev.marquetry.options.Resize;
import dev.marquetry.options.ResizeMethod;
import dev.marquetry.options.SourceOptions;
import dev.marquetry.options.TensorOptions;
import dev.marquetry.spark.description.ConversionResult;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs of models over images of one colour each, which a test can name by their colours. */
abstract class ModelRuns {
    static final Path MODELS = Path.of("src/test/resources/models").toAbsolutePath();
    static final Resize EIGHT = new Resize(ResizeMethod.SQUISH, 8, 8, PadMode.ZEROS);
    static final TensorOptions SCALED = TensorOptions.of(DType.FLOAT32);

    @TempDir
    Path folder;

    final SparkSession spark = SparkSessions.shared();
    String output;

    @BeforeEach
    void name() {
        output = folder.resolve("out").toString();
    }

    static void assertIdentified(Dataset<Row> rows) {
        assertThat(rows.collectAsList()).isNotEmpty().allSatisfy(row -> {
            int[] color = color(row.getString(0));
            assertThat(row.<Float>getList(row.fieldIndex("identify")))
                    .containsExactly((float) color[0], (float) color[1], (float) color[2]);
        });
    }

    /** Draws images of one colour each, of three sizes, that are named by their colours. */
    List<String> plainImages(int count) throws IOException {
        List<String> paths = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            int[] color = {index * 7 % 200 + 20, index + 1, 240 - index};
            Path file = folder.resolve(color[0] + "-" + color[1] + "-" + color[2] + ".png");
            writePlain(file, color);
            paths.add(file.toString());
        }
        return paths;
    }

    static int[] color(String path) {
        String name = Path.of(path.replace("flaky:", "")).getFileName().toString();
        return Arrays.stream(name.replace(".png", "").split("-", -1))
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    static void writePlain(Path file, int... color) throws IOException {
        int size = 16 + color[1] % 3;
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        int[] pixels = new int[size * size];
        Arrays.fill(pixels, color[0] << 16 | color[1] << 8 | color[2]);
        image.setRGB(0, 0, size, size, pixels, 0, size);
        ImageIO.write(image, "png", file.toFile());
    }

    static Models models(String... names) {
        return new Models(
                Arrays.stream(names)
                        .map(name -> new ModelOptions(
                                MODELS + "/" + name + ".pt", name, ModelOptions.DEFAULT_ENGINE, Layout.CHW))
                        .toList(),
                ImageColumn.WRITTEN);
    }

    ConversionResult run(List<String> images, TensorOptions tensor, Resize resize, int batchSize, Models models)
            throws IOException {
        return run(images, tensor, resize, batchSize, models, OutputMode.ERROR);
    }

    ConversionResult run(
            List<String> images, TensorOptions tensor, Resize resize, int batchSize, Models models, OutputMode mode)
            throws IOException {
        Path manifest = folder.resolve("manifest.csv");
        Files.writeString(manifest, images.stream().collect(Collectors.joining("\n", "path\n", "\n")));
        SourceOptions source = SourceOptions.of(manifest.toString(), InputFormat.CSV);
        ConversionOptions options = options(source, tensor, resize, batchSize, models, mode);
        try (DatasetConversion conversion = DatasetConversion.open(spark, options)) {
            return conversion.run((done, rejected) -> {});
        }
    }

    ConversionOptions options(SourceOptions source, TensorOptions tensor, Resize resize, int batchSize, Models models) {
        return options(source, tensor, resize, batchSize, models, OutputMode.ERROR);
    }

    ConversionOptions options(
            SourceOptions source, TensorOptions tensor, Resize resize, int batchSize, Models models, OutputMode mode) {
        OutputOptions out = OutputOptions.to(output).withMode(mode).withFileSize(1 << 20);
        EngineOptions engine = new EngineOptions(DeviceChoice.CPU, batchSize);
        PublishOptions publish = PublishOptions.DEFAULT.withDuplicates(DuplicatePolicy.KEEP);
        return new ConversionOptions(
                source, image(resize), tensor, engine, models, out, publish, ReportOptions.DEFAULT);
    }

    static ImageOptions image(Resize resize) {
        return new ImageOptions(ColorMode.RGB, Orientation.IGNORE, ImageOptions.DEFAULT_MAX_PIXELS, resize);
    }

    Dataset<Row> data() {
        return spark.read().parquet(output + "/data");
    }

    List<Row> rejects() {
        return spark.read().parquet(output + "/rejects").collectAsList();
    }
}
