package dev.marquetry.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marquetry.SparkSessions;
import dev.marquetry.options.DType;
import dev.marquetry.options.TensorColumn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopiedSourcesTest {
    private static final TensorColumn IMAGE = TensorColumn.ofShape(DType.UINT8, List.of("N"), List.of(60));

    @TempDir
    private Path folder;

    private static Dataset<Row> rows(int count) {
        return CopiedFilesTest.rows(TensorRows.random(IMAGE, count, 1));
    }

    private Path written(Dataset<Row> rows, String name, Map<String, String> options) {
        return Written.file(rows, folder.resolve(name), options);
    }

    private Path described(String name, String metadata) {
        return written(rows(3), name, Map.of(MarquetryFileFormat.METADATA, metadata));
    }

    private String description(Path... files) throws IOException {
        Path copy = Copies.whole(Files.createTempDirectory(folder, "out"), Map.of(), files);
        return footer(copy).metadata().get(FooterDescription.KEY);
    }

    private static Footer footer(Path file) throws IOException {
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file.toUri());
        return Footer.read(
                path.getFileSystem(FileWriting.configuration()),
                path.getFileSystem(FileWriting.configuration()).getFileStatus(path));
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(Path... files) throws IOException {
        Path out = folder.resolve("refused");
        Throwable refusal = null;
        try {
            Copies.whole(out, Map.of(), files);
        } catch (Exception e) {
            refusal = e;
        }
        assertThat(refusal).isNotNull();
        try (Stream<Path> left = Files.walk(out)) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
        Throwable cause = refusal;
        for (Throwable next : ExceptionUtils.getThrowableList(refusal)) {
            if (next instanceof DamagedFileException || next instanceof IllegalStateException) {
                cause = next;
            }
        }
        return assertThat(cause);
    }

    @Test
    void giveTheMetadataOfTheOneWithMostLabels() throws IOException {
        Path none = described("none", "{\"run\":\"none\"}");
        Path two = described("two", "{\"run\":\"two\",\"labels\":[\"a\",\"b\"]}");
        Path three = described("three", "{\"run\":\"three\",\"labels\":[\"a\",\"b\",\"c\"]}");
        Path other = described("other", "{\"run\":\"other\",\"labels\":[\"a\",\"b\"]}");
        assertThat(description(two, three, none)).contains("\"run\":\"three\"", "[\"a\",\"b\",\"c\"]");
        assertThat(description(three, two, other)).contains("\"run\":\"three\"");
        assertThat(description(none, two, other)).contains("\"run\":\"other\"");
        assertThat(description(other, two, none)).contains("\"run\":\"two\"");
        Path last = described("last", "{\"run\":\"last\"}");
        assertThat(description(none, last)).contains("\"run\":\"last\"");
    }

    @Test
    void areRefusedIfTheirColumnsDiffer() throws IOException {
        Path file = written(rows(3), "a", Map.of());
        Path other = written(rows(3).withColumnRenamed("label", "class"), "b", Map.of());
        assertRefused(file, other)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the columns of file:" + other + " are not those of file:" + file);
        TensorColumn square = TensorColumn.ofShape(DType.UINT8, List.of("H", "W"), List.of(6, 10));
        Path shaped = written(CopiedFilesTest.rows(TensorRows.random(square, 3, 1)), "c", Map.of());
        assertRefused(file, shaped).hasMessage("the columns of file:" + shaped + " are not those of file:" + file);
    }

    @Test
    void areRefusedIfAPageIsDamaged() throws IOException {
        Path file = written(rows(20), "a", Map.of("row-group-size", "2500", "compression", "zstd"));
        ColumnMetaData image = Pages.chunks(file, "image").get(1);
        damage(file, image.getData_page_offset() + image.getTotal_compressed_size() / 2);
        assertRefused(file)
                .isInstanceOf(IOException.class)
                .hasMessage("file:" + file + " is damaged: column image.list.element, row group 1: its checksum does"
                        + " not match; marquetry verify names every file that is damaged");
    }

    @Test
    void areRefusedIfAnyByteOfTheirPagesOrFooterIsDamaged() throws IOException {
        Dataset<Row> rows = rows(6).select("path", "image", "label", "tags", "source_modified");
        Path file = written(rows, "a", Map.of("row-group-size", "1500"));
        byte[] good = Files.readAllBytes(file);
        for (int at = Footer.MAGIC.length; at < good.length; at += at < 60 ? 1 : 41) {
            byte[] bad = good.clone();
            bad[at] ^= (byte) (1 << at % Byte.SIZE);
            Files.write(file, bad);
            assertThat(refusal(file)).as("byte %d of %d", at, good.length).contains(file.toString());
        }
        Files.write(file, good);
        assertThat(refusal(file)).isEmpty();
    }

    /** Copies without a Spark job and returns the refusal, or nothing. What is refused must leave no footer. */
    private String refusal(Path file) throws IOException {
        Path copy = Files.createTempDirectory(folder, "copy").resolve("copy.parquet");
        CopyingFileWriter writer = new CopyingFileWriter(
                new CopyOptions(file.getParent().toString(), "path", FileWriting.lists(1 << 20, FloatEncoding.PLAIN)),
                FileWriting.configuration(),
                CompressionCodecName.SNAPPY,
                new org.apache.hadoop.fs.Path(copy.toUri()));
        CopiedSource source = CopiedSource.whole(file.getFileName().toString());
        try {
            writer.write(CopiedFiles.row(List.of(), List.of(source)));
            writer.close();
            assertThat(footer(copy).content().getNum_rows()).isEqualTo(6);
            return "";
        } catch (IOException e) {
            writer.abandon();
            assertThatThrownBy(() -> footer(copy)).isInstanceOfAny(UncheckedIOException.class, IOException.class);
            return e.getMessage();
        }
    }

    private static void damage(Path file, long at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[Math.toIntExact(at)] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    void areRefusedIfTheyAreMissingOrOfAnotherProgram() throws IOException {
        Path file = written(rows(3), "a", Map.of());
        Path gone = folder.resolve("gone.parquet");
        assertThat(ExceptionUtils.getStackTrace(refused(file, gone))).contains("gone.parquet: the file is missing");
        Path spark = folder.resolve("spark");
        SparkSessions.shared().range(5).coalesce(1).write().parquet(spark.toString());
        assertRefused(Written.files(spark).get(0))
                .hasMessageContaining("is damaged: footer: its footer has no key marquetry");
    }

    private Exception refused(Path... files) {
        try {
            Copies.whole(folder.resolve("out"), Map.of(), files);
        } catch (Exception e) {
            return e;
        }
        throw new AssertionError("it was not refused");
    }
}
