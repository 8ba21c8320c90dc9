package dev.marquetry.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.marquetry.SparkSessions;
import dev.marquetry.options.ConversionOptions;
import dev.marquetry.options.DType;
import dev.marquetry.options.ImageColumn;
import dev.marquetry.options.InputFormat;
import dev.marquetry.options.Limits;
import dev.marquetry.options.Models;
import dev.marquetry.options.Normalization;
import dev.marquetry.options.OutputMode;
import dev.marquetry.options.PublishOptions;
import dev.marquetry.options.ReportOptions;
import dev.marquetry.options.SampleSize;
import dev.marquetry.options.SourceOptions;
import dev.marquetry.options.TensorOptions;
import dev.marquetry.spark.description.ConversionResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report that a run writes: what a person reads, and what a program does. */
class ReportFilesTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden").toAbsolutePath();

    private final SparkSession spark = SparkSessions.shared();

    @TempDir
    Path folder;

    private Path report;
    private SmallJob job;

    @BeforeEach
    void prepare() {
        report = folder.resolve("out/report");
        job = new SmallJob(spark, folder, folder.resolve("out").toString());
    }

    @Test
    void tellsOfEveryPictureOfTheDataset() throws IOException {
        run(OutputMode.ERROR, "a", "b", "gone");
        JsonNode figures = figures();
        assertThat(figures.get("exit_code").intValue()).isZero();
        assertThat(figures.get("rows").toString()).isEqualTo("{\"input\":3,\"converted\":2,\"rejected\":1}");
        JsonNode reject = figures.get("rejects").get(0);
        assertThat(reject.get("examples").get(0).get("path").textValue()).endsWith("/gone.png");
        assertThat(reject.get("examples").get(0).get("message").textValue()).contains("there is no file");
        assertThat(figures.get("sources").get("formats").toString()).isEqualTo("{\"PNG\":2}");
        assertThat(figures.get("tasks").get("finished").longValue()).isPositive();
        assertThat(Files.readString(report.resolve("index.html"))).contains("gone.png", "data:image/png;base64,");
        assertThat(ImageIO.read(report.resolve("contact-sheet.png").toFile())).isNotNull();
    }

    @Test
    void hasTheStatisticsOfTheStoredArrays() throws IOException {
        job.run(job.options(job.manifest("a", "b"), OutputMode.ERROR));
        JsonNode pixels = figures().get("pixels");
        List<Row> rows =
                spark.read().parquet(folder + "/out/data").select("image").collectAsList();
        for (int channel = 0; channel < 3; channel++) {
            double sum = 0;
            double squares = 0;
            long count = 0;
            for (Row row : rows) {
                List<Short> samples = row.getList(0);
                for (int index = channel; index < samples.size(); index += 3) {
                    double sample = samples.get(index) / 255.0;
                    sum += sample;
                    squares += sample * sample;
                    count++;
                }
            }
            double mean = sum / count;
            JsonNode counted = pixels.get("channels").get(channel);
            assertThat(counted.get("mean").doubleValue()).isCloseTo(mean, within(1e-12));
            assertThat(counted.get("std").doubleValue())
                    .isCloseTo(Math.sqrt(squares / count - mean * mean), within(1e-9));
        }
        assertThat(pixels.get("samples").longValue()).isEqualTo(2 * 8 * 8);
    }

    @Test
    void countsPixelsBeforeTheyAreNormalized() throws IOException {
        ConversionOptions plain = job.options(job.manifest("a", "b"), OutputMode.OVERWRITE);
        job.run(plain);
        String expected = figures().get("pixels").get("mean").textValue();
        job.run(new ConversionOptions(
                plain.source(),
                plain.image(),
                TensorOptions.of(DType.FLOAT32).withNormalization(Normalization.IMAGENET),
                plain.engine(),
                plain.output()));
        assertThat(figures().get("pixels").get("mean").textValue()).isEqualTo(expected);
    }

    @Test
    void leavesPicturesOutWhereNoneAreAskedFor() throws IOException {
        ConversionOptions options = job.options(job.manifest("a"), OutputMode.OVERWRITE);
        job.run(options);
        assertThat(report.resolve("contact-sheet.png")).exists();
        job.run(options.withReport(new ReportOptions(new SampleSize(0), ReportOptions.Duplicates.IGNORED)));
        assertThat(report.resolve("contact-sheet.png")).doesNotExist();
        assertThat(report.resolve("index.html")).exists();
        assertThat(figures().has("pixels")).isFalse();
        assertThat(figures().has("sources")).isTrue();
    }

    @Test
    void countsDuplicatesOverTheWholeDataset() throws IOException {
        run(OutputMode.ERROR, "a", "b");
        Files.copy(GOLDEN.resolve("png/3x2.png"), folder.resolve("other.png"));
        job.run(job.options(job.manifest("c", "other"), OutputMode.APPEND)
                .withReport(new ReportOptions(SampleSize.AUTO, ReportOptions.Duplicates.COUNTED)));
        JsonNode duplicates = figures().get("duplicates");
        assertThat(duplicates.get("groups").longValue()).isEqualTo(1);
        assertThat(duplicates.get("images").longValue()).isEqualTo(3);
        assertThat(duplicates.get("examples").toString()).isEqualTo("[[\"a.png\",\"b.png\",\"c.png\"]]");
    }

    @Test
    void isKeptWhereALimitStopsTheRun() throws IOException {
        ConversionResult stopped = job.run(job.options(job.manifest("a", "gone"), OutputMode.ERROR)
                .withPublish(PublishOptions.DEFAULT.withLimits(Limits.DEFAULT.withMaxRejectRatio(0.1))));
        Path failed = Path.of(stopped.outcome().failedFolder().replace("file:", ""));
        assertThat(stopped.outcome().exitCode()).isEqualTo(3);
        assertThat(Files.readString(failed.resolve("report/index.html"))).contains("rejects.max-ratio");
        assertThat(failed.resolve("report/contact-sheet.png")).exists();
        assertThat(report).doesNotExist();
    }

    @Test
    void makesSenseOfADatasetWithoutRows() throws IOException {
        job.run(job.options(
                Files.writeString(folder.resolve("none.csv"), "path,label\n").toString(), OutputMode.ERROR));
        assertThat(Files.readString(report.resolve("index.html"))).contains("0");
        assertThat(report.resolve("contact-sheet.png")).doesNotExist();
    }

    @Test
    void escapesPaths() throws IOException {
        Path pictures = Files.createDirectories(folder.resolve("pictures"));
        Files.copy(GOLDEN.resolve("png/rgb.png"), pictures.resolve("<script>alert(1)<.png"));
        Files.copy(GOLDEN.resolve("png/rgb.png"), pictures.resolve("صورة 写真.png"));
        job.run(job.options(SourceOptions.of(pictures.toString(), InputFormat.IMAGES), OutputMode.ERROR));
        assertThat(Files.readString(report.resolve("index.html")))
                .doesNotContain("<script>alert")
                .contains("&lt;script&gt;alert(1)&lt;.png", "صورة 写真.png");
    }

    @Test
    void hasNoPicturesOfModelsAlone() throws IOException {
        ConversionOptions plain = job.options(job.manifest("a", "b"), OutputMode.ERROR);
        job.run(new ConversionOptions(
                plain.source(),
                plain.image(),
                TensorOptions.of(DType.FLOAT32),
                plain.engine(),
                new Models(ModelRuns.models("means").all(), ImageColumn.OMITTED),
                plain.output(),
                PublishOptions.DEFAULT,
                ReportOptions.DEFAULT));
        assertThat(report.resolve("contact-sheet.png")).doesNotExist();
        assertThat(figures().get("pixels").get("images").longValue()).isEqualTo(2);
        assertThat(report.resolve("index.html")).exists();
    }

    @Test
    void comparesWithTheRunBefore() throws IOException {
        ConversionResult before = run(OutputMode.ERROR, "a", "b");
        run(OutputMode.APPEND, "c");
        JsonNode first = new ObjectMapper()
                .readTree(report.resolve("runs/" + before.run() + ".json").toFile());
        assertThat(first.get("rows").get("converted").longValue()).isEqualTo(2);
        assertThat(Files.readString(report.resolve("index.html"))).contains("run before");
    }

    private ConversionResult run(OutputMode mode, String... labels) throws IOException {
        return job.run(job.options(job.manifest(labels), mode));
    }

    private JsonNode figures() throws IOException {
        return new ObjectMapper().readTree(report.resolve("run.json").toFile());
    }
}
