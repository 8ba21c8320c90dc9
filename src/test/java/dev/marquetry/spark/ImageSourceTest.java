package dev.marquetry.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marquetry.Images;
import dev.marquetry.Job;
import dev.marquetry.SparkSessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.collection.JavaConverters;

class ImageSourceTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden").toAbsolutePath();
    private static final Map<String, String> CROP = Map.of(
            "resize.method", "crop",
            "resize.height", "16",
            "resize.width", "12",
            "tensor.dtype", "float32",
            "tensor.normalize", "imagenet");
    private static final List<String> FACTS = List.of(
            "height", "width", "channels", "source_height", "source_width", "source_length", "source_hash", "error");

    @TempDir
    static Path folder;

    private final SparkSession spark = SparkSessions.shared();
    private final Counter counter = new Counter();

    /** Counts jobs, and the rows that tasks have decoded or failed to. */
    private static final class Counter extends SparkListener {
        private final AtomicLong jobs = new AtomicLong();
        private final AtomicLong decoded = new AtomicLong();

        @Override
        public void onJobStart(SparkListenerJobStart start) {
            jobs.incrementAndGet();
        }

        @Override
        public void onTaskEnd(SparkListenerTaskEnd end) {
            JavaConverters.seqAsJavaList(end.taskInfo().accumulables().toSeq()).stream()
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

    private static Path pictures() {
        return folder.resolve("pictures");
    }

    @Test
    void givesTheRowsOfTheApiAndOfAJob() throws IOException {
        Dataset<Row> source = source(CROP).load(pictures().toString());
        List<String> rows = json(source, "path");
        Dataset<Row> paths = spark.createDataset(files(), Encoders.STRING()).toDF("path");
        List<String> byApi = json(
                Images.options(CROP)
                        .read(paths, "path")
                        .withColumn("path", functions.regexp_replace(functions.col("path"), ".*/pictures/", "")),
                "path");
        assertThat(rows).hasSizeGreaterThan(20).isEqualTo(byApi);

        String out = folder.resolve("out").toString();
        Job.of(CROP)
                .with("input.path", pictures().toString())
                .with("output.path", out)
                .with("rejects.max-ratio", 1)
                .run(spark);
        String written = folder.resolve("written").toString();
        source.filter("error is null").drop("error").write().format("marquetry").save(written);
        Dataset<Row> ofJob = spark.read().parquet(out + "/data");
        Dataset<Row> ofSource = spark.read().parquet(written);
        assertThat(ofSource.schema()).isEqualTo(ofJob.schema());
        assertThat(hashes(ofSource)).isEqualTo(hashes(ofJob));
        assertThat(source.filter("error is not null")
                        .selectExpr("path", "error.stage", "error.error", "error.message", "source_length")
                        .except(spark.read()
                                .parquet(out + "/rejects")
                                .select("path", "stage", "error", "message", "source_length"))
                        .count())
                .isZero();
    }

    @Test
    void givesArraysOfNumbersWhereThatIsAskedFor() throws IOException {
        String out = folder.resolve("numbers").toString();
        for (String dtype : List.of("uint8", "float16", "float32")) {
            Map<String, String> options = new HashMap<>(CROP);
            options.put("tensor.dtype", dtype);
            options.put("tensor.layout", "CHW");
            if (dtype.equals("uint8")) {
                options.remove("tensor.normalize");
            }
            Dataset<Row> numbers = source(options)
                    .option("image.cells", "array")
                    .load(pictures().toString());
            source(options)
                    .load(pictures().toString())
                    .filter("error is null")
                    .select("path", "image")
                    .write()
                    .mode("overwrite")
                    .format("marquetry")
                    .save(out);
            Dataset<Row> read = spark.read().format("marquetry").load(out);
            assertThat(numbers.schema().apply("image").dataType())
                    .isEqualTo(read.schema().apply("image").dataType());
            assertThat(numbers.filter("error is null")
                            .select("path", "image")
                            .except(read)
                            .count())
                    .as(dtype)
                    .isZero();
        }
        spark.sql("CREATE OR REPLACE TEMPORARY VIEW pictures USING `marquetry-images` OPTIONS (path '" + pictures()
                + "', resize.method 'squish', resize.height '4', resize.width '4', image.cells 'array')");
        assertThat(spark.sql(
                                "SELECT avg(value) FROM (SELECT explode(image) AS value FROM pictures WHERE error IS NULL)")
                        .first()
                        .getDouble(0))
                .isBetween(1.0, 254.0);
    }

    @Test
    void analysesWithoutAJobAndWithoutListing() {
        Dataset<Row> rows = source(CROP).load(counted());
        assertThat(rows.schema().fieldNames()).startsWith("path", "image", "height");
        rows.createOrReplaceTempView("counted_pictures");
        settle();
        assertThat(counter.jobs.get()).isZero();
        assertThat(CountingFileSystem.LISTINGS.get()).isZero();
    }

    @Test
    void opensNothingToCountOrToSayWhatTheListingSays() throws IOException {
        long count = source(CROP).load(counted()).count();
        assertThat(count).isEqualTo(files().size());
        assertThat(source(CROP)
                        .load(counted())
                        .select("path", "source_length", "source_modified")
                        .filter("source_length > 0")
                        .collectAsList())
                .hasSizeGreaterThan(20);
        assertThat(CountingFileSystem.READ).isEmpty();
        assertThat(decoded()).isZero();
    }

    @Test
    void readsHeadersForTheSizesOfTheSource() throws IOException {
        byte[] picture = Files.readAllBytes(GOLDEN.resolve("png/rgb.png"));
        Path large = Files.createDirectories(folder.resolve("large"));
        byte[] padded = java.util.Arrays.copyOf(picture, 3 << 20);
        for (int index = 0; index < 5; index++) {
            Files.write(large.resolve(index + ".png"), padded);
        }
        Dataset<Row> sizes = source(CROP).load("counted://" + large).select("path", "source_height", "source_width");
        assertThat(sizes.filter("source_width > 0").count()).isEqualTo(5);
        assertThat(CountingFileSystem.READ.values())
                .hasSize(5)
                .allSatisfy(bytes -> assertThat(bytes).isLessThanOrEqualTo(256 * 1024L));
        assertThat(decoded()).isZero();
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

    @Test
    void decodesNothingForAHash() throws IOException {
        assertThat(source(CROP)
                        .load(pictures().toString())
                        .select("path", "source_hash")
                        .filter("source_hash is not null")
                        .count())
                .isEqualTo(files().size());
        assertThat(decoded()).isZero();
    }

    @Test
    void decodesOneBatchOfOneTaskForALimit() throws IOException {
        Path many = Files.createDirectories(folder.resolve("many"));
        for (int index = 0; index < 300; index++) {
            Files.copy(GOLDEN.resolve("png/rgb.png"), many.resolve(index + ".png"));
        }
        assertThat(source(CROP)
                        .option("engine.batch-size", 16)
                        .load(many.toString())
                        .select("image")
                        .limit(3)
                        .collectAsList())
                .hasSize(3);
        assertThat(decoded()).isBetween(1L, 16L);
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

    @Test
    void takesManifestsAndContentByTheKeysOfJobs() throws IOException {
        Path manifest = Files.writeString(
                pictures().resolve("manifest.csv"), "file,label\npng/rgb.png,good\nnothing.png,gone\n");
        Dataset<Row> rows = source(CROP)
                .option("input.format", "csv")
                .option("input.path-column", "file")
                .option("output.path-column", "file")
                .load(manifest.toString());
        assertThat(rows.columns()).startsWith("file", "label", "image");
        assertThat(rows.filter("error is null").select("label").first().getString(0))
                .isEqualTo("good");
        assertThat(rows.filter("error is not null")
                        .select("error.error")
                        .first()
                        .getString(0))
                .isEqualTo("NOT_FOUND");
        spark.read()
                .format("binaryFile")
                .load(GOLDEN.resolve("png/rgb.png").toString())
                .createOrReplaceTempView("one_file");
        assertThat(source(CROP)
                        .option("input.format", "table")
                        .option("input.content-column", "content")
                        .option("input.columns", "[]")
                        .load("one_file")
                        .selectExpr("image", "source_length")
                        .collectAsList())
                .singleElement()
                .satisfies(row -> assertThat(row.<byte[]>getAs(0)).hasSize(16 * 12 * 3));
    }

    @Test
    void makesColumnsOfThePaths() {
        Dataset<Row> rows = source(CROP)
                .option("derive.label", "parent")
                .option("derive.split", "random")
                .load(pictures().toString());
        assertThat(rows.columns()).startsWith("path", "label", "split", "image");
        assertThat(rows.groupBy("label").count().count()).isEqualTo(3);
        assertThat(rows.filter("label = split(path, '/')[0] AND split IN ('train', 'valid')")
                        .count())
                .isEqualTo(rows.count());
        assertThatThrownBy(() -> source(CROP)
                        .option("derive.label", "parent")
                        .option("derive.label-index", true)
                        .load(pictures().toString()))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("derive.label-index needs all labels before a query");
    }

    @Test
    void tellsAllFaultsInSparksException() {
        assertThatThrownBy(() -> spark.read()
                        .format("marquetry-images")
                        .option("resize.method", "crop")
                        .option("resize.hight", "224")
                        .option("tensor.dtype", "int4")
                        .option("output.mode", "append")
                        .option("rejects.max-ratio", "0")
                        .load("pictures"))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContainingAll(
                        "resize.hight is not an option (given); did you mean resize.height?",
                        "resize.height is required, as resize.method is crop",
                        "tensor.dtype must be one of",
                        "output.mode is an option of jobs",
                        "rejects.max-ratio is an option of jobs");
        assertThatThrownBy(() -> source(CROP).load("/nowhere/at/all"))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("/nowhere/at/all");
        assertThatThrownBy(() -> source(CROP).load())
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("input.path is required");
        assertThatThrownBy(() -> spark.readStream().format("marquetry-images").load("pictures"))
                .hasMessageContaining("does not support streamed reading");
    }

    private org.apache.spark.sql.DataFrameReader source(Map<String, String> options) {
        return spark.read().format("marquetry-images").options(options);
    }

    private static String counted() {
        return "counted://" + pictures();
    }

    private static List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(pictures())) {
            return files.map(Path::toString)
                    .filter(file -> file.matches(".*\\.(jpg|png)"))
                    .toList();
        }
    }

    private long decoded() {
        settle();
        return counter.decoded.get();
    }

    /** Waits for what the listener has not yet heard. */
    private void settle() {
        try {
            spark.sparkContext().listenerBus().waitUntilEmpty(10_000);
        } catch (Exception late) {
            throw new IllegalStateException(late);
        }
    }

    private static List<String> hashes(Dataset<Row> arrays) {
        return arrays
                .selectExpr("path", "xxhash64(image)", "height", "source_width", "source_hash")
                .collectAsList()
                .stream()
                .map(Row::toString)
                .sorted()
                .toList();
    }

    private static List<String> json(Dataset<Row> rows, String... more) {
        List<String> columns = new ArrayList<>(List.of(more));
        if (List.of(rows.columns()).contains("image")) {
            columns.add("image");
            columns.addAll(FACTS);
        } else {
            columns.addAll(List.of(rows.columns()));
        }
        return rows
                .select(columns.stream().map(functions::col).toArray(Column[]::new))
                .toJSON()
                .collectAsList()
                .stream()
                .sorted()
                .toList();
    }
}
