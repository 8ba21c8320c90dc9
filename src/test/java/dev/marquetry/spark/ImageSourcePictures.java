package dev.marquetry.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.SparkSessions;
import dev.marquetry.spark.internals.ScalaLists;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures to be read by the data source, and what reading them cost. */
abstract class ImageSourcePictures {
    static final Path GOLDEN = Path.of("src/test/resources/golden").toAbsolutePath();
    static final Map<String, String> CROP = Map.of(
            "resize.method", "crop",
            "resize.height", "16",
            "resize.width", "12",
            "tensor.dtype", "float32",
            "tensor.normalize", "imagenet");

    @TempDir
    static Path folder;

    final SparkSession spark = SparkSessions.shared();
    final Counter counter = new Counter();

    /** Counts jobs, and the rows that tasks have decoded or failed to. */
    static final class Counter extends SparkListener {
        final AtomicLong jobs = new AtomicLong();
        final AtomicLong decoded = new AtomicLong();

        @Override
        public void onJobStart(SparkListenerJobStart start) {
            jobs.incrementAndGet();
        }

        @Override
        public void onTaskEnd(SparkListenerTaskEnd end) {
            ScalaLists.toJava(end.taskInfo().accumulables().toSeq()).stream()
                    .filter(update -> update.name().contains("marquetry rows"))
                    .filter(update -> update.update().isDefined())
                    .forEach(update -> decoded.addAndGet((Long) update.update().get()));
        }
    }

    @BeforeEach
    void begin() throws IOException {
        spark.sparkContext()
                .hadoopConfiguration()
                .setClass("fs.counted.impl", CountingFileSystem.class, org.apache.hadoop.fs.FileSystem.class);
        Path pictures = pictures();
        if (Files.notExists(pictures)) {
            for (String kind : List.of("jpeg", "png", "rejected")) {
                try (Stream<Path> files = Files.list(GOLDEN.resolve(kind))) {
                    for (Path file : files.filter(file -> file.toString().matches(".*\\.(jpg|png)"))
                            .toList()) {
                        Path copy = pictures.resolve(kind)
                                .resolve(file.getFileName().toString());
                        Files.createDirectories(copy.getParent());
                        Files.copy(file, copy);
                    }
                }
            }
        }
        spark.sparkContext().addSparkListener(counter);
        CountingFileSystem.reset();
    }

    @AfterEach
    void end() {
        spark.sparkContext().removeSparkListener(counter);
    }

    static Path pictures() {
        return folder.resolve("pictures");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ignore", "apply"})
    void saysTheSizesOfTheSourceAsTheDecoderDoes(String orientation) {
        Dataset<Row> every = source(Map.of("image.orientation", orientation)).load(GOLDEN.toString());
        Dataset<Row> headers = every.selectExpr("path", "source_height AS height", "source_width AS width");
        Dataset<Row> good = every.filter("error is null").select("path", "source_height", "source_width");
        assertThat(good.count()).isGreaterThan(100);
        assertThat(headers.join(good, "path")
                        .filter("height IS NULL OR height != source_height OR width != source_width")
                        .collectAsList())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void joinsItselfAndIsCached(boolean adaptive) throws IOException {
        SparkSession own = spark.newSession();
        own.conf().set("spark.sql.adaptive.enabled", adaptive);
        Dataset<Row> rows = own.read()
                .format("marquetry-images")
                .options(CROP)
                .load(pictures().toString())
                .filter("error is null");
        long good = rows.count();
        assertThat(rows.as("a")
                        .join(rows.as("b"), "path")
                        .filter("a.image = b.image")
                        .count())
                .isEqualTo(good);
        Dataset<Row> cached = rows.select("path", "image").cache();
        assertThat(cached.filter("length(image) > 0").count()).isEqualTo(good);
        assertThat(cached.filter("length(image) > 0").count()).isEqualTo(good);
        cached.unpersist();
    }

    org.apache.spark.sql.DataFrameReader source(Map<String, String> options) {
        return spark.read().format("marquetry-images").options(options);
    }

    static String counted() {
        return "counted://" + pictures();
    }

    static List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(pictures())) {
            return files.map(Path::toString)
                    .filter(file -> file.matches(".*\\.(jpg|png)"))
                    .toList();
        }
    }

    long decoded() {
        settle();
        return counter.decoded.get();
    }

    /** Waits for what the listener has not yet heard. */
    void settle() {
        try {
            spark.sparkContext().listenerBus().waitUntilEmpty(10_000);
        } catch (Exception late) {
            throw new IllegalStateException(late);
        }
    }
}
