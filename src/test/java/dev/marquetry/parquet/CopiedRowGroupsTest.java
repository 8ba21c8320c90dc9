package dev.marquetry.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.SparkSessions;
import dev.marquetry.options.DType;
import dev.marquetry.options.TensorColumn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CopiedRowGroupsTest {
    private static final TensorColumn IMAGE = TensorColumn.ofShape(DType.UINT8, List.of("N"), List.of(60));

    @TempDir
    private Path folder;

    private static Dataset<Row> rows(TensorColumn column, int from, int to) {
        return CopiedFilesTest.rows(TensorRows.random(column, to, 1)).where("n >= " + from);
    }

    private Path written(Dataset<Row> rows, String name, Map<String, String> options) {
        return Written.file(rows, folder.resolve(name), options);
    }

    private Path copied(Map<String, String> options, Path... files) {
        return Copies.whole(folder.resolve("out"), options, files);
    }

    private static long checked(Path file) throws IOException {
        return PageCheck.rows(new org.apache.hadoop.fs.Path(file.toUri()), FileWriting.configuration());
    }

    private static List<Row> read(Path... files) {
        List<Row> rows = new ArrayList<>();
        for (Path file : files) {
            rows.addAll(SparkSessions.shared().read().parquet(file.toString()).collectAsList());
        }
        return rows;
    }

    private static TensorColumn folded(long seed) {
        return TensorColumn.ofShape(DType.FLOAT32, List.of("N"), List.of(60))
                .withLookupTable(TensorRows.randomTable(DType.FLOAT32, 1, seed));
    }

    @ParameterizedTest
    @CsvSource({
        "list, UINT8, 9000",
        "list, FLOAT32, 9000",
        "binary, UINT8, 3000",
        "binary, FLOAT64, 9000",
        "npy, UINT8, 3000"
    })
    void areAsLargeAsThoseOfNewFiles(String encoding, DType type, String size) throws IOException {
        TensorColumn image = TensorColumn.ofShape(type, List.of("N"), List.of(100));
        Dataset<Row> rows = rows(image, 0, 100).select("path", "image", "label", "n");
        Map<String, String> options = Map.of("encoding", encoding, "row-group-size", size);
        Path one = written(rows, "one", options);
        Path[] parts = new Path[6];
        for (int part = 0; part < parts.length; part++) {
            int until = part < 5 ? 7 * part + 7 : 100;
            parts[part] = written(rows.where("n >= " + 7 * part + " and n < " + until), "part" + part, options);
        }
        Path merged = copied(options, parts);
        assertThat(Pages.groupRows(one)).hasSizeGreaterThan(2);
        assertThat(Pages.groupRows(merged)).isEqualTo(Pages.groupRows(one));
        assertThat(read(merged)).isEqualTo(read(one));
        assertThat(checked(merged)).isEqualTo(100);
    }

    @Test
    void haveAtMost256Rows() throws IOException {
        Dataset<Row> rows = rows(IMAGE, 0, 400).select("path", "image", "n");
        Path copy = copied(
                Map.of(),
                written(rows.where("n < 100"), "a", Map.of()),
                written(rows.where("n >= 100"), "b", Map.of()));
        assertThat(Pages.groupRows(copy)).containsExactly(256L, 144L);
    }

    @Test
    void endWhereDictionariesDiffer() throws IOException {
        Path first = written(rows(folded(1), 0, 5), "a", Map.of());
        Path second = written(rows(folded(1), 5, 9), "b", Map.of());
        Path third = written(rows(folded(2), 9, 15), "c", Map.of());
        Path fourth = written(rows(folded(1), 15, 20), "d", Map.of());
        Path copy = copied(Map.of(), first, second, third, fourth);
        assertThat(Pages.groupRows(copy)).containsExactly(9L, 6L, 5L);
        assertThat(read(copy)).isEqualTo(read(first, second, third, fourth));
        assertThat(checked(copy)).isEqualTo(20);
    }

    @Test
    void endWhereOneHasADictionaryAndTheOtherNone() throws IOException {
        TensorColumn plain = TensorColumn.ofShape(DType.FLOAT32, List.of("N"), List.of(60));
        Path first = written(rows(plain, 0, 5), "a", Map.of());
        Path second = written(rows(folded(1), 5, 9), "b", Map.of());
        Path copy = copied(Map.of(), first, second, first);
        assertThat(Pages.groupRows(copy)).containsExactly(5L, 4L, 5L);
        assertThat(read(copy)).isEqualTo(read(first, second, first));
        assertThat(checked(copy)).isEqualTo(14);
    }

    @Test
    void goOnWhereTheSameDictionaryWasCompressedOtherwise() throws IOException {
        Path fast = written(rows(folded(1), 0, 5), "a", Map.of("compression", "zstd"));
        Map<String, String> tight = new HashMap<>(Map.of("compression", "zstd"));
        tight.put("parquet.compression.codec.zstd.level", "19");
        Path slow = written(rows(folded(1), 5, 9), "b", tight);
        Path copy = copied(Map.of("compression", "zstd"), fast, slow);
        assertThat(Pages.groupRows(copy)).containsExactly(9L);
        assertThat(read(copy)).isEqualTo(read(fast, slow));
        assertThat(checked(copy)).isEqualTo(9);
    }

    @Test
    void endWhereCodecsDiffer() throws IOException {
        Path zstd = written(rows(IMAGE, 0, 5), "zstd", Map.of("compression", "zstd"));
        Path snappy = written(rows(IMAGE, 5, 9), "snappy", Map.of("compression", "snappy"));
        Path none = written(rows(IMAGE, 9, 15), "none", Map.of("compression", "none"));
        Path gzip = written(rows(IMAGE, 15, 20), "gzip", Map.of("compression", "gzip"));
        Path copy = copied(Map.of("compression", "zstd"), zstd, zstd, snappy, none, gzip);
        assertThat(Pages.groupRows(copy)).containsExactly(10L, 4L, 6L, 5L);
        assertThat(Pages.chunks(copy, "image"))
                .extracting(ColumnMetaData::getCodec)
                .containsExactly(
                        CompressionCodec.ZSTD,
                        CompressionCodec.SNAPPY,
                        CompressionCodec.UNCOMPRESSED,
                        CompressionCodec.GZIP);
        assertThat(Pages.chunks(copy, "path"))
                .extracting(ColumnMetaData::getCodec)
                .containsOnly(CompressionCodec.ZSTD);
        assertThat(read(copy)).isEqualTo(read(zstd, zstd, snappy, none, gzip));
        assertThat(checked(copy)).isEqualTo(25);
        Path again = Copies.whole(folder.resolve("again"), Map.of("compression", "snappy"), copy);
        assertThat(read(again)).isEqualTo(read(copy));
        assertThat(checked(again)).isEqualTo(25);
    }
}
