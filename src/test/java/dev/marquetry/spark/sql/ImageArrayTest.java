package dev.marquetry.spark.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.Images;
import dev.marquetry.SparkSessions;
import dev.marquetry.options.TensorColumn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ImageArrayTest {
    private static final AtomicInteger CONVERTED = new AtomicInteger();

    private static final String CROP = "map('resize.method', 'crop', 'resize.height', 20, 'resize.width', 24)";

    @TempDir
    Path folder;

    private final SparkSession spark = SparkSessions.shared();

    static Stream<Arguments> options() {
        return Stream.of(
                Arguments.of("map()", Map.of()),
                Arguments.of(CROP, Map.of("resize.method", "crop", "resize.height", 20, "resize.width", 24)),
                Arguments.of(
                        "map('resize.method', 'squish', 'resize.height', '33', 'resize.width', 17L, 'tensor.dtype',"
                                + " 'float32', 'tensor.normalize', 'imagenet', 'engine.device', 'cpu')",
                        Map.of(
                                "resize",
                                Map.of("method", "squish", "height", 33, "width", 17),
                                "tensor.dtype",
                                "float32",
                                "tensor.normalize",
                                "imagenet",
                                "engine.device",
                                "cpu")),
                Arguments.of(
                        "map('image.mode', 'L', 'image.orientation', 'apply', 'image.max-pixels', 1000, 'tensor.dtype',"
                                + " 'float16', 'tensor.mean', '[0.5]', 'tensor.std', '[ 0.25 ]',"
                                + " 'tensor.layout', 'CHW')",
                        Map.of(
                                "image.mode",
                                "L",
                                "image.orientation",
                                "apply",
                                "image.max-pixels",
                                1000,
                                "tensor.dtype",
                                "float16",
                                "tensor.mean",
                                List.of(0.5),
                                "tensor.std",
                                List.of(0.25),
                                "tensor.layout",
                                "CHW")),
                Arguments.of(
                        "map('resize.method', 'pad', 'resize.height', 40, 'resize.width', 30, 'resize.pad-mode',"
                                + " 'zeros', 'tensor.layout', 'CHW', 'engine.device', 'cpu',"
                                + " 'engine.resize', 'device')",
                        Map.of(
                                "resize.method", "pad",
                                "resize.height", 40,
                                "resize.width", 30,
                                "resize.pad-mode", "zeros",
                                "tensor.layout", "CHW",
                                "engine.device", "cpu",
                                "engine.resize", "device")));
    }

    @Test
    void givesWhatTheJavaApiReadsFromTheFiles() throws IOException {
        Dataset<Row> files = ImageFiles.golden().select("path", "content");
        assertThat(rows(files.selectExpr("path", "image_array(content) a").select("path", "a.*")))
                .isEqualTo(rows(Images.options().read(files.select("path"), "path")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("options")
    void givesTheArraysAndTheErrorsOfTheJavaApi(String map, Map<String, Object> keys) throws IOException {
        Dataset<Row> files = ImageFiles.golden();
        Dataset<Row> expected = Images.options(keys).readContent(files, "content");
        Dataset<Row> arrays =
                files.selectExpr("path", "image_array(content, " + map + ") a").select("path", "a.*");
        Map<String, String> rows = rows(arrays);
        assertThat(rows).hasSizeGreaterThan(200).isEqualTo(rows(expected));
        assertThat(rows.values().stream().filter(row -> row.endsWith("null")).count())
                .isBetween(10L, (long) rows.size() - 20);
        assertThat(column(arrays)).isEqualTo(column(expected));
    }

    /** Rows by their paths, as texts in which bytes are hashed. */
    private static Map<String, String> rows(Dataset<Row> arrays) {
        Map<String, String> rows = new TreeMap<>();
        for (Row row : arrays.select(
                        "path", "image", "height", "width", "channels", "source_height", "source_width", "error")
                .collectAsList()) {
            byte[] cell = row.getAs("image");
            List<Object> values = new ArrayList<>();
            values.add(cell == null ? null : cell.length + " bytes, " + Arrays.hashCode(cell));
            IntStream.range(2, row.length()).forEach(index -> values.add(row.get(index)));
            rows.put(row.getString(0), values.stream().map(String::valueOf).collect(Collectors.joining(" ")));
        }
        return rows;
    }

    private static TensorColumn column(Dataset<Row> arrays) {
        return TensorColumn.fromMetadata(arrays.schema().apply("image").metadata())
                .orElseThrow();
    }

    @Test
    void hasTheDefaultsOfJobsWithoutOptions() throws IOException {
        Row row = ImageFiles.of(List.of(ImageFiles.GOLDEN.resolve("png/rgb.png")))
                .selectExpr("image_array(content) a")
                .select("a.*")
                .first();
        assertThat(row.<byte[]>getAs("image")).hasSize(3 * row.<Integer>getAs("height") * row.<Integer>getAs("width"));
        assertThat(row.<Integer>getAs("channels")).isEqualTo(3);
        assertThat(row.isNullAt(row.fieldIndex("error"))).isTrue();
    }

    @Test
    void tellsWhyThereIsNoArray() {
        Dataset<Row> rows = spark.sql("SELECT id, image_array(content).error FROM VALUES (0, NULL), (1, X''),"
                + " (2, X'0001020304'), (3, encode('some text', 'UTF-8')) AS t(id, content) ORDER BY id");
        assertThat(rows.collectAsList())
                .extracting(row -> row.getStruct(1).toString())
                .containsExactly(
                        "[fetch,NO_CONTENT,the column of the image's bytes is null]",
                        "[decode,EMPTY,the file has no bytes]",
                        "[decode,NOT_AN_IMAGE,the file is no image but of an unknown format]",
                        "[decode,NOT_AN_IMAGE,the file is no image but a text]");
    }

    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void decodesEachImageOnceHoweverItsStructIsUsed(boolean adaptive, boolean codegen) throws IOException {
        Dataset<Row> files = ImageFiles.golden();
        spark.udf().register("counted", (UDF1<byte[], byte[]>) ImageArrayTest::counted, DataTypes.BinaryType);
        files.createOrReplaceTempView("files");
        long count = files.count();
        List<String> queries = List.of(
                "SELECT a.image, a.height, a.width FROM (SELECT image_array(counted(content), %s) a FROM files)"
                        + " WHERE a.error IS NULL AND a.height > 1",
                "SELECT a.height, count(a.image), max(a.source_width), max(length(a.image)) FROM (SELECT"
                        + " image_array(counted(content), %s) a FROM files) WHERE a.error IS NULL GROUP BY a.height",
                "SELECT f.path, b.a.image, b.a.error FROM files f JOIN (SELECT path, image_array(counted(content), %s)"
                        + " a FROM files) b ON f.path = b.path WHERE b.a.error.error IS NULL AND b.a.height > 0");
        set("spark.sql.adaptive.enabled", adaptive);
        set("spark.sql.codegen.wholeStage", codegen);
        spark.conf().set("spark.sql.codegen.factoryMode", codegen ? "FALLBACK" : "NO_CODEGEN");
        try {
            for (String query : queries) {
                CONVERTED.set(0);
                spark.sql(query.formatted(CROP))
                        .write()
                        .format("noop")
                        .mode("overwrite")
                        .save();
                assertThat(CONVERTED).as(query).hasValue((int) count);
            }
        } finally {
            spark.conf().unset("spark.sql.adaptive.enabled");
            spark.conf().unset("spark.sql.codegen.wholeStage");
            spark.conf().unset("spark.sql.codegen.factoryMode");
        }
    }

    private void set(String key, boolean value) {
        spark.conf().set(key, value);
    }

    private static byte[] counted(byte[] content) {
        CONVERTED.incrementAndGet();
        return content;
    }

    @Test
    void isWrittenByTheFormatAndReadAsNumbers() throws IOException {
        ImageFiles.golden().createOrReplaceTempView("files");
        String output = folder.resolve("arrays").toString();
        spark.sql("SELECT path, a.image, a.height FROM (SELECT path, image_array(content, map('resize.method',"
                        + " 'squish', 'resize.height', 4, 'resize.width', 5, 'tensor.dtype', 'float32')) a FROM files)"
                        + " WHERE a.error IS NULL")
                .write()
                .format("marquetry")
                .save(output);
        Dataset<Row> read = spark.read().format("marquetry").load(output);
        assertThat(read.count()).isGreaterThan(150);
        Row row = read.filter("path LIKE '%png/rgb.png'").first();
        byte[] samples = ImageFiles.of(List.of(ImageFiles.GOLDEN.resolve("png/rgb.png")))
                .selectExpr(
                        "image_array(content, map('resize.method', 'squish', 'resize.height', 4, 'resize.width', 5))"
                                + ".image")
                .first()
                .getAs(0);
        List<Float> values = row.getList(row.fieldIndex("image"));
        assertThat(values)
                .containsExactlyElementsOf(IntStream.range(0, samples.length)
                        .mapToObj(index -> (samples[index] & 0xff) / 255f)
                        .toList());
    }

    @Test
    void isWrittenWithItsSizesWhereTheyVary() throws IOException {
        String output = folder.resolve("varying").toString();
        ImageFiles.of(List.of(ImageFiles.GOLDEN.resolve("png/rgb.png"), ImageFiles.GOLDEN.resolve("gif/grey.gif")))
                .selectExpr("image_array(content) a")
                .selectExpr("a.image", "a.height", "a.width", "a.channels")
                .write()
                .format("marquetry")
                .save(output);
        for (Row row : spark.read().format("marquetry").load(output).collectAsList()) {
            assertThat(row.getList(0)).hasSize(row.getInt(1) * row.getInt(2) * row.getInt(3));
        }
    }

    @Test
    void isAnalyzedWithoutASparkJob() throws Exception {
        Dataset<Row> files = ImageFiles.golden();
        AtomicInteger jobs = new AtomicInteger();
        SparkListener listener = new SparkListener() {
            @Override
            public void onJobStart(SparkListenerJobStart started) {
                jobs.incrementAndGet();
            }
        };
        spark.sparkContext().addSparkListener(listener);
        try {
            StructType schema = files.selectExpr("image_array(content, map('tensor.dtype', 'float32')) a")
                    .select("a.image", "a.error")
                    .schema();
            assertThat(schema.fieldNames()).containsExactly("image", "error");
            spark.sparkContext().listenerBus().waitUntilEmpty();
            assertThat(jobs).hasValue(0);
        } finally {
            spark.sparkContext().removeSparkListener(listener);
        }
    }

    @Test
    void isCalledFromTheDataFrameApiAndThroughAView() throws IOException {
        Dataset<Row> files = ImageFiles.of(List.of(ImageFiles.GOLDEN.resolve("png/rgb.png")));
        Dataset<Row> called = files.select(functions
                .call_function(
                        "image_array",
                        functions.col("content"),
                        functions.map(
                                functions.lit("resize.method"), functions.lit("crop"),
                                functions.lit("resize.height"), functions.lit(6),
                                functions.lit("resize.width"), functions.lit(7)))
                .as("a"));
        assertThat(called.selectExpr("length(a.image)").first().getInt(0)).isEqualTo(3 * 6 * 7);
        called.createOrReplaceTempView("arrays");
        assertThat(spark.sql("SELECT a.width FROM arrays WHERE a.error IS NULL")
                        .first()
                        .getInt(0))
                .isEqualTo(7);
        assertThat(spark.sql("DESCRIBE FUNCTION image_array").collectAsList().toString())
                .contains("image_array(content[, options]) - Returns the array of the image");
    }

    @Test
    void convertsLocalRowsOnTheDriver() {
        assertThat(spark.range(1)
                        .selectExpr("image_array(X'47494638') a")
                        .selectExpr("a.error.error")
                        .first()
                        .getString(0))
                .isEqualTo("TRUNCATED");
    }
}
