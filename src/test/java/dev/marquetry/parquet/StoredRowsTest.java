package dev.marquetry.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marquetry.options.DType;
import dev.marquetry.options.TensorColumn;
import dev.marquetry.options.TensorEncoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.FileSystem;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class StoredRowsTest {
    private static final List<String> HWC = List.of("H", "W", "C");

    @TempDir
    private Path folder;

    static List<TensorColumn> columns() {
        List<TensorColumn> columns = new ArrayList<>();
        for (DType type : DType.values()) {
            columns.add(TensorColumn.ofShape(type, HWC, List.of(5, 7, 3)));
        }
        for (DType type : List.of(DType.FLOAT16, DType.FLOAT32)) {
            TensorColumn pixels = TensorColumn.ofShape(type, HWC, List.of(5, 7, 3));
            columns.add(pixels.withLookupTable(TensorRows.randomTable(type, 1, 2)));
            columns.add(pixels.withLookupTable(TensorRows.randomTable(type, 3, 3)));
            columns.add(TensorColumn.ofShape(type, List.of("C", "H", "W"), List.of(3, 5, 7))
                    .withLookupTable(TensorRows.randomTable(type, 3, 4)));
        }
        return columns;
    }

    @ParameterizedTest
    @MethodSource("columns")
    void readsTheValuesOfEveryType(TensorColumn column) throws IOException {
        for (TensorEncoding encoding : TensorEncoding.values()) {
            TensorRows rows = TensorRows.random(column, 40, 1);
            write(rows, CompressionCodecName.ZSTD, new SinkOptions(encoding, FloatEncoding.PLAIN, 2_000, "", ""));
            assertRows(rows, List.of(0, 1, 17, 39));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"UNCOMPRESSED", "SNAPPY", "GZIP", "ZSTD"})
    void readsPagesOfEveryCodec(CompressionCodecName codec) throws IOException {
        TensorColumn column = TensorColumn.ofShape(DType.FLOAT32, HWC, List.of(5, 7, 3));
        TensorRows rows = TensorRows.random(column, 9, 1);
        write(rows, codec, FileWriting.lists(1 << 20, FloatEncoding.BYTE_STREAM_SPLIT));
        assertRows(rows, List.of(2, 8));
    }

    @Test
    void readsTensorsOfUntoldShapeAsOneDimension() throws IOException {
        TensorRows rows = TensorRows.varying(TensorColumn.varying(DType.UINT8, HWC, List.of()), 20, 1);
        write(rows, CompressionCodecName.ZSTD, FileWriting.lists(1 << 20, FloatEncoding.PLAIN));
        assertRows(rows, List.of(0, 1, 2, 19));
    }

    @Test
    void readsLittleMoreThanTheRowsThatAreAskedFor() throws IOException {
        TensorColumn column = TensorColumn.ofShape(DType.FLOAT32, HWC, List.of(64, 64, 3));
        TensorRows rows = TensorRows.random(column, 300, 1);
        write(rows, CompressionCodecName.UNCOMPRESSED, FileWriting.lists(4 << 20, FloatEncoding.PLAIN));
        long before = bytesRead();
        assertRows(rows, List.of(3, 130, 131));
        long read = bytesRead() - before;
        long page = 64 * 64 * 3 * Float.BYTES;
        assertThat(read).isBetween(3 * page, 5 * page);
        assertThat(Files.size(file())).isGreaterThan(50 * read);
    }

    @Test
    void writesOtherColumnsAsPeopleReadThem() throws IOException {
        Dataset<Row> rows = TensorRows.random(TensorColumn.ofShape(DType.UINT8, HWC, List.of(2, 2, 1)), 3, 1)
                .toDataset()
                .selectExpr(
                        "path",
                        "date'2020-02-29' AS day",
                        "timestamp'2020-02-29 12:30:00 UTC' AS time",
                        "cast('12.50' AS decimal(10, 2)) AS price",
                        "cast(0.25 AS double) AS share",
                        "path LIKE '%1.jpg' AS chosen",
                        "array('a', 'b') AS tags",
                        "named_struct('x', 1, 'y', 2L) AS place",
                        "cast(null AS string) AS nothing",
                        "X'0102' AS bytes",
                        "image",
                        "cast(7 AS smallint) AS after");
        Path file = Written.file(rows, folder.resolve("texts"), Map.of());
        try (StoredRows stored = StoredRows.open(
                new org.apache.hadoop.fs.Path(file.toUri()), Files.size(file), Set.of(), FileWriting.configuration())) {
            assertThat(stored.row(1, "image").texts())
                    .containsExactly(
                            Map.entry("path", TensorRows.path(1)),
                            Map.entry("day", "2020-02-29"),
                            Map.entry("time", "2020-02-29T12:30:00.000000+0000"),
                            Map.entry("price", "12.50"),
                            Map.entry("share", "0.25"),
                            Map.entry("chosen", "true"),
                            Map.entry("tags", "a, b"),
                            Map.entry("place.x", "1"),
                            Map.entry("place.y", "2"),
                            Map.entry("after", "7"));
        }
    }

    @Test
    void leavesOutColumnsButThoseThatTellShapes() throws IOException {
        Dataset<Row> rows = TensorRows.varying(TensorColumn.varying(DType.UINT8, HWC, List.of("h", "w", "c")), 3, 1)
                .toDataset()
                .selectExpr("*", "1 AS h", "length(image) div 3 AS w", "3 AS c");
        Path file = Written.file(rows, folder.resolve("shapes"), Map.of());
        try (StoredRows stored = StoredRows.open(
                new org.apache.hadoop.fs.Path(file.toUri()),
                Files.size(file),
                Set.of("path", "h"),
                FileWriting.configuration())) {
            StoredRow row = stored.row(2, "image");
            assertThat(row.texts()).containsOnlyKeys("h", "w", "c");
            assertThat(row.tensor().shape()).hasSize(3);
        }
    }

    @ParameterizedTest
    @CsvSource({"5, image, IllegalArgumentException", "50, image, IOException", "6, picture, IllegalArgumentException"})
    void refusesRowsAndColumnsThatThereAreNot(long row, String column, String failure) throws IOException {
        TensorRows rows = TensorRows.random(TensorColumn.ofShape(DType.UINT8, HWC, List.of(2, 2, 1)), 9, 1);
        write(rows, CompressionCodecName.ZSTD, FileWriting.lists(1 << 20, FloatEncoding.PLAIN));
        try (StoredRows stored = open()) {
            stored.row(5, "image");
            assertThatThrownBy(() -> stored.row(row, column))
                    .hasMessageMatching(".*(row 5 comes before row 6|the number 50|no tensor column picture).*")
                    .satisfies(thrown -> assertThat(
                                    thrown instanceof IOException
                                            ? "IOException"
                                            : thrown.getClass().getSimpleName())
                            .isEqualTo(failure));
        }
    }

    @Test
    void namesAFileWithADamagedPage() throws IOException {
        TensorRows rows = TensorRows.random(TensorColumn.ofShape(DType.FLOAT32, HWC, List.of(64, 64, 3)), 2, 1);
        write(rows, CompressionCodecName.UNCOMPRESSED, FileWriting.lists(1 << 20, FloatEncoding.PLAIN));
        byte[] bytes = Files.readAllBytes(file());
        bytes[bytes.length / 4] ^= 1;
        Files.write(file(), bytes);
        try (StoredRows stored = open()) {
            assertThatThrownBy(() -> stored.row(0, "image"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(
                            "file.parquet is damaged: column image.list.element, row group 0: its checksum");
        }
    }

    @Test
    void namesAMissingFile() {
        assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("file.parquet");
    }

    private void assertRows(TensorRows expected, List<Integer> numbers) throws IOException {
        try (StoredRows stored = open()) {
            assertThat(stored.tensors()).containsOnlyKeys("image");
            for (int number : numbers) {
                StoredRow row = stored.row(number, "image");
                assertThat(row.texts()).containsExactly(Map.entry("path", TensorRows.path(number)));
                double[] values = expected.numericValues(number);
                assertThat(row.tensor().shape())
                        .isEqualTo(expected.column().shape().orElse(List.of(values.length)));
                double[] found = new double[values.length];
                for (int i = 0; i < found.length; i++) {
                    found[i] = row.tensor().next();
                }
                assertThat(found).containsExactly(values);
            }
        }
    }

    private void write(TensorRows rows, CompressionCodecName codec, SinkOptions options) throws IOException {
        Files.deleteIfExists(file());
        FileWriting.write(file(), rows, codec, options);
    }

    private StoredRows open() throws IOException {
        return StoredRows.open(
                new org.apache.hadoop.fs.Path(file().toUri()),
                Files.exists(file()) ? Files.size(file()) : 1,
                Set.of(),
                FileWriting.configuration());
    }

    private Path file() {
        return folder.resolve("file.parquet");
    }

    private static long bytesRead() {
        return FileSystem.getGlobalStorageStatistics().get("file").getLong("bytesRead");
    }
}
