package dev.marquetry.parquet;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marquetry.SparkSessions;
import dev.marquetry.options.DType;
import dev.marquetry.options.TensorColumn;
import dev.marquetry.options.UserException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileTagTest {
    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    @TempDir
    private Path folder;

    private static Dataset<Row> rows() {
        TensorColumn image = TensorColumn.ofShape(DType.UINT8, List.of("N"), List.of(3));
        return TensorRows.random(image, 4, 1).toDataset();
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    @Test
    void standsBeforeTheExtension() {
        Path file = Written.file(rows(), folder, Map.of(MarquetryFileFormat.FILE_TAG, "run-20261101T0203Z"));
        assertThat(name(file)).matches("part-00000-" + UUID + "-c000-run-20261101T0203Z\\.snappy\\.parquet");
    }

    @Test
    void standsInTheFilesOfPartitions() {
        rows().withColumn("label", expr("path"))
                .write()
                .format(MarquetryFileFormat.NAME)
                .option(MarquetryFileFormat.FILE_TAG, "A1")
                .option("compression", "zstd")
                .partitionBy("label")
                .save(folder.resolve("out").toString());
        List<Path> files = Written.files(folder);
        assertThat(files)
                .hasSize(4)
                .allSatisfy(
                        file -> assertThat(name(file)).matches("part-\\d{5}-" + UUID + "\\.c000-A1\\.zstd\\.parquet"));
        assertThat(SparkSessions.shared()
                        .read()
                        .parquet(folder.resolve("out").toString())
                        .count())
                .isEqualTo(4);
    }

    @Test
    void isLeftOutByDefault() {
        assertThat(name(Written.file(rows(), folder, Map.of())))
                .matches("part-00000-" + UUID + "-c000\\.snappy\\.parquet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../out", "a b", "a.b", "_a", "ü", "a\n"})
    void refusesWhatANameShouldNotHave(String tag) {
        assertThatThrownBy(() -> Written.file(rows(), folder.resolve("out"), Map.of(MarquetryFileFormat.FILE_TAG, tag)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(
                        "option file-tag is " + tag + "\n  cause: it must be of the characters A-Z, a-z, 0-9 and -");
        assertThat(folder).isEmptyDirectory();
    }
}
