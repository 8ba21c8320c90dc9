package dev.marquetry.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marquetry.Images;
import dev.marquetry.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

class ImageSourceTest extends ImageSourcePictures {
    private static final List<String> FACTS = List.of(
            "height", "width", "channels", "source_height", "source_width", "source_length", "source_hash", "error");

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
        assertThat(spark.sql("SELECT explode(image) AS value FROM pictures WHERE error IS NULL")
                        .agg(functions.avg("value"))
                        .first()
                        .getDouble(0))
                .isBetween(1.0, 254.0);
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
