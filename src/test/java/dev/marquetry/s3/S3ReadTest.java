package dev.marquetry.s3;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.marquetry.options.OutputMode;
import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectCode.Stage;
import dev.marquetry.source.PrefetchLimits;
import dev.marquetry.spark.description.ConversionResult;
import dev.marquetry.spark.rows.RejectKind;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class S3ReadTest {
    private static final int IMAGES = 40;

    @TempDir
    static Path folder;

    @RegisterExtension
    static final S3Pictures S3 = S3Pictures.of(IMAGES);

    private static SparkSession spark;

    @BeforeAll
    static void start() {
        spark = S3Settings.session(S3.proxy().endpoint());
    }

    @Test
    void asksOnceForAnImageThatWasListed() throws IOException {
        ConversionResult result = S3Jobs.run(spark, S3Jobs.images(S3.at("in"), local("listed"), OutputMode.ERROR));
        assertThat(requests("GET")).hasSize(withBytes()).doesNotHaveDuplicates();
        assertThat(requests("HEAD")).hasSize(IMAGES - withBytes());
        assertThat(result.inputRows()).isEqualTo(IMAGES);
    }

    @Test
    void asksOnceForAnImageWhoseLengthTheManifestHas() throws IOException {
        S3Jobs.run(spark, S3Jobs.json(manifest("bytes"), local("with-length"), "bytes"));
        assertThat(requests("GET")).hasSize(withBytes()).doesNotHaveDuplicates();
        assertThat(requests("HEAD")).hasSize(IMAGES - withBytes());
    }

    @Test
    void asksForTheLengthWhereTheManifestHasNone() throws IOException {
        S3Jobs.run(spark, S3Jobs.json(manifest("length"), local("without-length"), OutputMode.ERROR));
        assertThat(requests("GET")).hasSize(withBytes()).doesNotHaveDuplicates();
        assertThat(requests("HEAD")).hasSize(IMAGES).doesNotHaveDuplicates();
    }

    @Test
    void givesTheWholePictureWhateverLengthTheManifestHas() throws IOException {
        Path picture = picture();
        S3.server().put(S3.bucket(), "picture.png", picture);
        List<Long> lengths = new ArrayList<>(List.of(12L, 80L, 0L, -1L, 1_000_000_000_000L, Files.size(picture)));
        lengths.add(Files.size(picture) - 1);
        lengths.add(Files.size(picture) + 1);
        lengths.add(null);
        List<String> lines = new ArrayList<>();
        for (Long length : lengths) {
            lines.add(new ObjectMapper()
                    .createObjectNode()
                    .put("path", S3.at("picture.png"))
                    .put("said", length)
                    .toString());
        }
        String manifest = Files.write(folder.resolve("lengths.json"), lines).toString();
        ConversionResult result = S3Jobs.run(spark, S3Jobs.json(manifest, local("lengths"), "said"));
        assertThat(result.converted()).isEqualTo(lengths.size());
        assertThat(spark.read()
                        .parquet(local("lengths") + "/data")
                        .select("image")
                        .distinct()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void rejectsAKeyThatHadoopWouldTakeForAnother() throws IOException {
        Path picture = picture();
        S3.server().put(S3.bucket(), "p/a.png", picture);
        S3.server().put(S3.bucket(), "p//a.png", picture);
        String manifest = Files.write(
                        folder.resolve("folded.json"),
                        List.of(
                                "{\"path\": \"" + S3.at("p//a.png") + "\"}",
                                "{\"path\": \"" + S3.at("p/a.png") + "\"}"))
                .toString();
        ConversionResult result = S3Jobs.run(spark, S3Jobs.json(manifest, local("folded"), OutputMode.ERROR));
        assertThat(result.converted()).isEqualTo(1);
        assertThat(result.rejected()).containsOnlyKeys(new RejectKind(Stage.FETCH, RejectCode.BAD_PATH));
        assertThat(spark.read().parquet(local("folded") + "/data").first().getString(0))
                .isEqualTo(S3.at("p/a.png"));
    }

    /** Noise, which does not shrink. */
    private static Path picture() throws IOException {
        BufferedImage image = new BufferedImage(200, 200, BufferedImage.TYPE_INT_RGB);
        SplittableRandom random = new SplittableRandom(3);
        for (int pixel = 0; pixel < 40_000; pixel++) {
            image.setRGB(pixel % 200, pixel / 200, random.nextInt());
        }
        Path file = folder.resolve("picture.png");
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    @Test
    @Tag("timing")
    void readsAsManyAtOnceAsItMayAndNoMore() throws IOException {
        S3.proxy().delay(S3Request::readsObject, Duration.ofMillis(300));
        S3Jobs.run(spark, S3Jobs.images(S3.at("in"), local("at-once"), OutputMode.ERROR));
        int tasks = spark.sparkContext().defaultParallelism();
        assertThat(S3.proxy().mostWaitingReads())
                .isGreaterThan(PrefetchLimits.DEFAULT.threads() / 2)
                .isLessThanOrEqualTo(tasks * PrefetchLimits.DEFAULT.threads());
    }

    /** An empty file is asked for its length alone, whatever was said of it: there might be bytes by now. */
    private static int withBytes() throws IOException {
        try (Stream<Path> files = Files.walk(S3.local())) {
            return (int) files.filter(file -> isImage(file) && file.toFile().length() > 0)
                    .count();
        }
    }

    private static boolean isImage(Path file) {
        return Files.isRegularFile(file) && !file.endsWith("manifest.csv");
    }

    private static List<String> requests(String method) {
        return S3.proxy().requests().stream()
                .filter(request -> request.method().equals(method)
                        && request.query().isEmpty()
                        && request.path().startsWith("/" + S3.bucket() + "/in/"))
                .map(S3Request::path)
                .toList();
    }

    private String manifest(String lengthColumn) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(S3.local())) {
            for (Path file : files.filter(S3ReadTest::isImage).toList()) {
                lines.add(new ObjectMapper()
                        .createObjectNode()
                        .put("path", S3.at("in/") + S3.local().relativize(file))
                        .put(lengthColumn, Files.size(file))
                        .toString());
            }
        }
        return Files.write(folder.resolve(lengthColumn + ".json"), lines).toString();
    }

    private static String local(String name) {
        return folder.resolve(name).toString();
    }
}
