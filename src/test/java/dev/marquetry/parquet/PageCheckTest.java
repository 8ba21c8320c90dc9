package dev.marquetry.parquet;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marquetry.options.DType;
import dev.marquetry.options.TensorColumn;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.Types;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PageCheckTest {
    private static final int ROWS = 10;
    private static final int TAIL = Integer.BYTES + Footer.MAGIC.length;
    private static final Configuration CONFIGURATION = FileWriting.configuration();
    private static final List<String> HWC = List.of("H", "W", "C");

    @TempDir
    private Path folder;

    private static long rows(Path file) throws IOException {
        return PageCheck.rows(new org.apache.hadoop.fs.Path(file.toUri()), CONFIGURATION);
    }

    /** Rows with columns of many kinds beside the tensors. */
    private static Dataset<Row> rows(TensorColumn column) {
        return TensorRows.random(column, ROWS, 1)
                .toDataset()
                .withColumn("label", expr("elt(1 + crc32(path) % 3, 'cat', 'dog', null)"))
                .withColumn("number", expr("crc32(path) % 1000"))
                .withColumn("ratio", expr("crc32(path) / 7d"))
                .withColumn("tags", expr("array(label, path, 'x')"))
                .withColumn("day", expr("date'2026-11-01'"));
    }

    private static TensorColumn halves() {
        return TensorColumn.ofShape(DType.FLOAT16, HWC, List.of(2, 3, 3));
    }

    private static TensorColumn folded() {
        return TensorColumn.ofShape(DType.FLOAT32, HWC, List.of(2, 3, 3))
                .withLookupTable(TensorRows.randomTable(DType.FLOAT32, 1, 2));
    }

    private Path written(TensorColumn column, String codec) {
        return Written.file(rows(column), folder.resolve("out"), Map.of("compression", codec, "row-group-size", "700"));
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void givesTheRowsOfAFileThatIsWhole(DType type) throws IOException {
        TensorColumn column = TensorColumn.ofShape(type, HWC, List.of(2, 3, 3));
        for (String codec : List.of("zstd", "snappy", "gzip", "uncompressed")) {
            assertThat(rows(written(column, codec))).as(codec).isEqualTo(ROWS);
        }
        assertThat(rows(written(column.withLookupTable(TensorRows.randomTable(type, 3, 4)), "zstd")))
                .isEqualTo(ROWS);
        TensorColumn varying = TensorColumn.varying(type, HWC, List.of());
        assertThat(rows(Written.file(
                        TensorRows.varying(varying, ROWS, 6).toDataset(), folder.resolve("varying"), Map.of())))
                .isEqualTo(ROWS);
    }

    @Test
    void givesTheRowsOfFilesWithoutTensorsOrRows() throws IOException {
        Dataset<Row> rows = rows(folded()).drop("image");
        assertThat(rows(Written.file(rows, folder.resolve("some"), Map.of()))).isEqualTo(ROWS);
        assertThat(rows(Written.file(rows.limit(0), folder.resolve("none"), Map.of())))
                .isZero();
    }

    @Test
    void findsChecksumsWhateverTheClusterSays() throws IOException {
        Map<String, String> cluster =
                Map.of("parquet.page.write-checksum.enabled", "false", "parquet.writer.version", "v2");
        assertThat(rows(Written.file(rows(folded()), folder.resolve("out"), cluster)))
                .isEqualTo(ROWS);
    }

    @ParameterizedTest
    @CsvSource({"true, zstd", "true, uncompressed", "false, zstd", "false, uncompressed"})
    void findsAnyByteThatChanged(boolean half, String codec) throws IOException {
        Path file = written(half ? halves() : folded(), codec);
        byte[] good = Files.readAllBytes(file);
        List<Integer> missed = new ArrayList<>();
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            for (int at = 0; at < good.length; at++) {
                replace(bytes, at, good[at] ^ 1 << at % Byte.SIZE);
                if (isFoundWhole(file)) {
                    missed.add(at);
                }
                replace(bytes, at, good[at]);
            }
        }
        assertThat(good.length).isGreaterThan(5000);
        assertThat(missed).isEmpty();
        assertThat(rows(file)).isEqualTo(ROWS);
    }

    @Test
    void findsAFileThatIsCutShort() throws IOException {
        byte[] good = Files.readAllBytes(written(folded(), "zstd"));
        Path cut = folder.resolve("cut.parquet");
        for (int length : new int[] {0, 3, 4, 11, 12, good.length / 3, good.length - 8, good.length - 1}) {
            Files.write(cut, Arrays.copyOf(good, length));
            assertThatThrownBy(() -> rows(cut))
                    .as("%d bytes", length)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cut.parquet");
        }
    }

    @Test
    void findsAFileThatIsMissing() {
        assertThatThrownBy(() -> rows(folder.resolve("gone.parquet")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("gone.parquet: the file is missing");
    }

    @Test
    void namesFileColumnAndPage() throws IOException {
        Path file = written(halves(), "uncompressed");
        byte[] bytes = Files.readAllBytes(file);
        FileMetaData footer = footer(bytes);
        ColumnMetaData image = footer.getRow_groups().get(1).getColumns().get(1).getMeta_data();
        bytes[Math.toIntExact(image.getData_page_offset() + image.getTotal_compressed_size() - 1)] ^= 4;
        Files.write(file, bytes);
        assertThatThrownBy(() -> rows(file))
                .isInstanceOf(IOException.class)
                .hasMessage("file:" + file + ": column image.list.element, row group 1, page "
                        + (footer.getRow_groups().get(1).getNum_rows() - 1) + ": its checksum does not match");
    }

    @Test
    void findsAnotherNumberOfRowsThanTheFooterHas() throws IOException {
        assertThatThrownBy(() -> rows(withFooter(footer -> footer.setNum_rows(11))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("changed.parquet: the row groups have 10 rows, the footer says 11");
        assertThatThrownBy(() ->
                        rows(withFooter(footer -> footer.getRow_groups().get(0).setNum_rows(4))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("column path, row group 0: the pages have 5 rows, the footer says 4");
    }

    @Test
    void findsAPageWithoutChecksum() throws IOException {
        byte[] bytes = Files.readAllBytes(written(halves(), "uncompressed"));
        ColumnMetaData path =
                footer(bytes).getRow_groups().get(0).getColumns().get(0).getMeta_data();
        int start = Math.toIntExact(path.getData_page_offset());
        ByteArrayInputStream chunk = new ByteArrayInputStream(bytes, start, bytes.length);
        PageHeader header = Util.readPageHeader(chunk);
        header.unsetCrc();
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        Util.writePageHeader(header, changed);
        changed.write(chunk.readNBytes(header.getCompressed_page_size()));
        PageContents contents = new PageContents(
                new ColumnDescriptor(
                        new String[] {"path"}, Types.optional(BINARY).named("path"), 0, 1),
                CompressionCodecName.UNCOMPRESSED,
                new PageDecompressor(CONFIGURATION));
        ChunkStream in = new ChunkStream(new ByteArrayInputStream(changed.toByteArray()), changed.size());
        assertThatThrownBy(() -> new ChunkCheck("column path", contents, path).rows(in))
                .isInstanceOf(IOException.class)
                .hasMessage("column path, page 0: it has no checksum");
    }

    @Test
    void refusesAFileOfAnotherProgram() {
        Path out = folder.resolve("spark");
        rows(folded()).drop("image").coalesce(1).write().parquet(out.toString());
        assertThatThrownBy(() -> rows(Written.files(out).get(0)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the footer has no checksum: the file is damaged, or another program's");
    }

    /** Writes a file whose footer is changed and has the right checksum nevertheless. */
    private Path withFooter(Consumer<FileMetaData> change) throws IOException {
        byte[] bytes = Files.readAllBytes(written(folded(), "zstd"));
        FileMetaData footer = footer(bytes);
        change.accept(footer);
        footer.getKey_value_metadata().stream()
                .filter(pair -> pair.getKey().equals(FooterChecksum.KEY))
                .forEach(pair -> pair.setValue(FooterChecksum.UNKNOWN));
        int pages = footer.getRow_groups().stream()
                .flatMap(group -> group.getColumns().stream())
                .map(ColumnChunk::getOffset_index_offset)
                .min(Long::compare)
                .orElseThrow()
                .intValue();
        pages = Math.min(
                pages, (int) footer.getRow_groups().get(0).getColumns().get(0).getColumn_index_offset());
        ByteArrayOutputStream end = new ByteArrayOutputStream();
        end.write(bytes, pages, bytes.length - TAIL - footerLength(bytes) - pages);
        int footerStart = end.size();
        Util.writeFileMetaData(footer, end);
        end.write(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(end.size() - footerStart)
                .array());
        end.write(Footer.MAGIC);
        byte[] sealed = end.toByteArray();
        FooterChecksum.seal(sealed);
        Path changed = folder.resolve("changed.parquet");
        Files.write(changed, Arrays.copyOf(bytes, pages));
        return Files.write(changed, sealed, StandardOpenOption.APPEND);
    }

    private static FileMetaData footer(byte[] bytes) throws IOException {
        int length = footerLength(bytes);
        return Util.readFileMetaData(new ByteArrayInputStream(bytes, bytes.length - TAIL - length, length));
    }

    private static int footerLength(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(bytes.length - TAIL);
    }

    private static void replace(RandomAccessFile file, int at, int value) throws IOException {
        file.seek(at);
        file.write(value);
    }

    private static boolean isFoundWhole(Path file) {
        try {
            rows(file);
            return true;
        } catch (IOException found) {
            assertThat(found).hasMessageContaining(file.getFileName().toString());
            return false;
        }
    }
}
