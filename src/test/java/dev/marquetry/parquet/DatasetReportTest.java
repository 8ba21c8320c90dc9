package dev.marquetry.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marquetry.options.DType;
import dev.marquetry.options.TensorColumn;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetReportTest {
    @TempDir
    private Path folder;

    @Test
    void addsUpWhatTheFootersTell() throws IOException {
        TensorColumn column = TensorColumn.ofShape(DType.FLOAT16, List.of("H", "W", "C"), List.of(4, 4, 3));
        Path data = folder.resolve("data");
        Written.file(TensorRows.random(column, 10, 1).toDataset(), data, Map.of("row-group-size", "1000"));
        Files.createDirectories(data.resolve("label=1"));
        FileWriting.write(
                data.resolve("label=1").resolve("more.parquet"),
                TensorRows.random(column, 5, 2),
                CompressionCodecName.UNCOMPRESSED,
                FileWriting.lists(1000, FloatEncoding.PLAIN));
        DatasetReport report = read(data);
        assertThat(report.files()).isEqualTo(2);
        assertThat(report.rows()).isEqualTo(15);
        assertThat(report.rowGroups()).isEqualTo(3 + 2);
        assertThat(report.bytes())
                .isEqualTo(Written.files(data).stream()
                        .mapToLong(file -> file.toFile().length())
                        .sum());
        assertThat(report.columns()).extracting(DatasetReport.Column::name).containsExactly("path", "image");
        DatasetReport.Column image = report.columns().get(1);
        assertThat(image.tensor()).contains(column);
        assertThat(image.values()).isEqualTo(15 * 48);
        assertThat(image.encodings()).containsExactly("PLAIN", "RLE", "list");
        assertThat(image.codecs()).containsExactly("SNAPPY", "UNCOMPRESSED");
        assertThat(image.compressionRatio()).isBetween(0.3, 1.0);
        assertThat(report.metadata().orElseThrow()).contains("\"dtype\":\"float16\"");
        assertThat(report.render())
                .startsWith(report.path() + ": 15 rows in 2 files and 5 row groups, ")
                .contains("  path   STRING, ")
                .contains("  image  float16 4 x 4 x 3, HWC, PLAIN+RLE+list, SNAPPY+UNCOMPRESSED: ");
    }

    @Test
    void readsWhatOthersWrote() throws IOException {
        TensorRows.random(TensorColumn.ofShape(DType.UINT8, List.of(), List.of(2)), 3, 1)
                .toDataset()
                .selectExpr("path", "struct(path as a, nullif(length(path), 0) as b) as s")
                .coalesce(1)
                .write()
                .parquet(folder.resolve("spark").toString());
        DatasetReport report = read(folder.resolve("spark"));
        assertThat(report.rows()).isEqualTo(3);
        assertThat(report.metadata()).isEmpty();
        assertThat(report.columns())
                .extracting(DatasetReport.Column::type)
                .containsExactly("STRING", "STRUCT<a: STRING, b: INT>");
    }

    @Test
    void saysWhichFileIsNotWhole() throws IOException {
        assertThatThrownBy(() -> read(folder))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageStartingWith("there are no Parquet files under ");
        Files.write(folder.resolve("broken.parquet"), new byte[100]);
        assertThatThrownBy(() -> read(folder))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("broken.parquet cannot be read: the file does not end as Parquet does");
        Files.write(folder.resolve("broken.parquet"), new byte[3]);
        assertThatThrownBy(() -> read(folder)).hasMessageContaining("the file is not whole, it has 3 bytes");
    }

    private static DatasetReport read(Path folder) throws IOException {
        return DatasetReport.of(new org.apache.hadoop.fs.Path(folder.toUri()), new Configuration());
    }
}
