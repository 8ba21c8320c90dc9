package dev.marquetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marquetry.options.UserException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Tuple2;

/** Images whose bytes are in a column. */
class ContentColumnTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden").toAbsolutePath();
    private static final Map<String, Object> CROP =
            Map.of("resize.method", "crop", "resize.height", 16, "resize.width", 12, "tensor.dtype", "float32");
    private static final List<String> ARRAYS = List.of(
            "image", "height", "width", "channels", "source_height", "source_width", "source_length", "source_hash");

    @TempDir
    Path folder;

    private final SparkSession spark = SparkSessions.shared();
    private Dataset<Row> files;

    @BeforeEach
    void read() {
        files = spark.read().format("binaryFile").load(GOLDEN + "/png/*.png", GOLDEN + "/rejected/*.jpg");
    }

    @Test
    void givesWhatItsFilesGive() {
        Images images = Images.options(CROP);
        List<String> byPath = json(images.read(files.select("path"), "path"), "path");
        assertThat(byPath).hasSizeGreaterThan(10).anyMatch(row -> row.contains("TRUNCATED"));
        assertThat(json(images.with("input.content-column", "content").read(files.drop("length"), "path"), "path"))
                .isEqualTo(byPath);
        assertThat(json(images.readContent(files.select("content"), "content")))
                .isEqualTo(json(images.readContent(files, "content")));
        assertThat(images.readContent(files.select("content"), "content")
                        .filter("path is not null")
                        .count())
                .isZero();
    }

    /** As Hugging Face's datasets write them: a struct of bytes and path beside a label. */
    @Test
    void reachesIntoStructs() throws IOException {
        String manifest = folder.resolve("train").toString();
        files.select(
                        functions
                                .struct(
                                        functions.col("content").as("bytes"),
                                        functions
                                                .regexp_extract(functions.col("path"), "[^/]*$", 0)
                                                .as("path"))
                                .as("image"),
                        functions.length(functions.col("path")).as("label"))
                .repartition(5)
                .write()
                .parquet(manifest);
        JobResult result = job(manifest)
                .with("input.path-column", "image.path")
                .with("input.content-column", "image.bytes")
                .run(spark);
        assertThat(result.commit()).isPresent();
        assertThat(result.rejectedRows()).isPositive();
        Dataset<Row> data = spark.read().parquet(folder + "/out/data");
        assertThat(data.columns()).startsWith("path", "label", "image").doesNotContain("bytes");
        String written = folder.resolve("written").toString();
        Images.options(CROP)
                .read(files.select("path"), "path")
                .filter("error is null")
                .drop("error")
                .write()
                .format("marquetry")
                .save(written);
        assertThat(json(data.withColumn("path", functions.lit(""))))
                .isEqualTo(json(spark.read().parquet(written)));
    }

    /** A file that Hugging Face's own library has written: see make_hub_fixture.py. */
    @Test
    void readsAFileOfTheHubAsItIs() throws IOException {
        JobResult result = job("src/test/resources/hub/train-*.parquet")
                .with("input.path-column", "image.path")
                .with("input.content-column", "image.bytes")
                .run(spark);
        assertThat(List.of(result.convertedRows(), result.rejectedRows())).containsExactly(2L, 1L);
        Dataset<Row> data = spark.read().parquet(folder + "/out/data");
        assertThat(data.selectExpr("path", "label")
                        .as(Encoders.tuple(Encoders.STRING(), Encoders.LONG()))
                        .collectAsList())
                .containsExactlyInAnyOrder(new Tuple2<>("rgb.png", 0L), new Tuple2<>("wide-61.jpg", 0L));
        assertThat(spark.read()
                        .parquet(folder + "/out/rejects")
                        .select("path", "label", "error")
                        .first()
                        .mkString(" "))
                .isEqualTo("cut-short.jpg 1 TRUNCATED");
    }

    @Test
    void isATableOfBinaryFilesToo() throws IOException {
        files.createOrReplaceTempView("pictures");
        JobResult result = job("pictures")
                .with("input.format", "table")
                .with("input.content-column", "content")
                .with("input.columns", List.of())
                .with("output.partition-by", null)
                .run(spark);
        assertThat(result.convertedRows()).isPositive();
        assertThat(spark.read()
                        .parquet(folder + "/out/data")
                        .filter("path like 'file:/%rgb.png'")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void takesRowsWithoutContentOrPathForWhatTheyAre() throws IOException {
        String manifest = folder.resolve("few").toString();
        files.filter("path like '%rgb.png'")
                .select("content")
                .union(spark.sql("SELECT CAST(NULL AS BINARY)"))
                .union(spark.sql("SELECT CAST('' AS BINARY)"))
                .union(spark.sql("SELECT CAST('no picture' AS BINARY)"))
                .write()
                .parquet(manifest);
        JobResult result = job(manifest).with("input.content-column", "content").run(spark);
        assertThat(result.convertedRows()).isEqualTo(1);
        assertThat(spark.read()
                        .parquet(folder + "/out/rejects")
                        .select("error")
                        .as(Encoders.STRING())
                        .collectAsList())
                .containsExactlyInAnyOrder("NO_CONTENT", "EMPTY", "NOT_AN_IMAGE");
        assertThat(spark.read()
                        .parquet(folder + "/out/data")
                        .filter("path is null and source_length > 0")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void keepsPartitionsTogetherWithTheirContent() throws IOException {
        String manifest = folder.resolve("labelled").toString();
        files.withColumn("label", functions.length(functions.col("path")).mod(3).cast("string"))
                .write()
                .parquet(manifest);
        JobResult result = job(manifest)
                .with("input.content-column", "content")
                .with("input.columns", List.of("label"))
                .with("derive.split", "random")
                .with("output.partition-by", List.of("label", "split"))
                .run(spark);
        assertThat(result.convertedRows() + result.rejectedRows()).isEqualTo(files.count());
        assertThat(spark.read().parquet(folder + "/out/data").count()).isEqualTo(result.convertedRows());
    }

    @Test
    void refusesAColumnThatIsNotOfBytes() {
        String manifest = folder.resolve("texts").toString();
        files.select("path", "length").write().parquet(manifest);
        assertThatThrownBy(() ->
                        job(manifest).with("input.content-column", "length").run(spark))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("input.content-column is not of bytes: length")
                .hasMessageContaining("bigint");
        assertThatThrownBy(() -> job(manifest)
                        .with("input.content-column", "image.bytes")
                        .run(spark))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("a column that the manifest does not have: image.bytes");
        assertThatThrownBy(() -> Images.options().readContent(files, "path"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("there is no column of bytes named path");
    }

    @Test
    void refusesWhatIsForFilesAlone() {
        assertThatThrownBy(() -> job("manifest.csv")
                        .with("input.format", "csv")
                        .with("input.content-column", "content")
                        .with("input.base", "/pictures")
                        .with("input.length-column", "length")
                        .run(spark))
                .isInstanceOf(UserException.class)
                .hasMessageContainingAll(
                        "input.content-column is for columns of bytes, which manifests of text do not have",
                        "input.base is for images in files",
                        "input.length-column is for images in files");
    }

    private Job job(String manifest) {
        return Job.of(CROP)
                .with("input.path", manifest)
                .with("input.format", "parquet")
                .with("output.path", folder.resolve("out").toString())
                .with("rejects.max-ratio", 1.0);
    }

    private static List<String> json(Dataset<Row> rows, String... more) {
        List<String> columns = new java.util.ArrayList<>(ARRAYS);
        if (List.of(rows.columns()).contains("error")) {
            columns.add("error");
        }
        columns.addAll(List.of(more));
        return rows
                .select(columns.stream().map(functions::col).toArray(org.apache.spark.sql.Column[]::new))
                .toJSON()
                .collectAsList()
                .stream()
                .sorted()
                .toList();
    }
}
