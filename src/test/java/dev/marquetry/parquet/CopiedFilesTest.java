package dev.marquetry.parquet;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.SparkSessions;
import dev.marquetry.options.DType;
import dev.marquetry.options.TensorColumn;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CopiedFilesTest {
    private static final List<String> HWC = List.of("H", "W", "C");
    private static final int ROWS = 20;

    @TempDir
    private Path folder;

    /** Rows with columns of many kinds beside the tensors, nulls among them. */
    static Dataset<Row> rows(TensorRows tensors) {
        return tensors.toDataset()
                .withColumn("n", expr("int(substring(path, 8, 5))"))
                .withColumn("label", expr("elt(1 + n % 4, 'cat', 'dog', '', null)"))
                .withColumn("yes", expr("if(n % 5 = 0, null, n % 2 = 0)"))
                .withColumn("small", expr("tinyint(n % 100 - 10)"))
                .withColumn("long", expr("n * 10000000000"))
                .withColumn("ratio", expr("if(n % 3 = 0, null, n / 7d)"))
                .withColumn("single", expr("float(n / 7)"))
                .withColumn("day", expr("date'0999-11-01' + n"))
                .withColumn(
                        "source_modified",
                        expr("if(n % 6 = 5, null, timestamp'1500-01-01 00:00:00' + interval 1 microsecond * n)"))
                .withColumn("price", expr("decimal(n / 3)"))
                .withColumn("wide", expr("cast(n / 3 as decimal(38, 10))"))
                .withColumn("raw", expr("if(n % 4 = 0, null, unhex(hex(n)))"))
                .withColumn("tags", expr("if(n % 3 = 1, null, array(label, path, 'x'))"))
                .withColumn("none", expr("if(n % 3 = 1, null, filter(array(n), x -> x % 2 = 0))"))
                .withColumn("boxes", expr("transform(sequence(0, n % 4), i -> struct(i as x, array(i, null) as y))"))
                .withColumn("facts", expr("if(n % 5 = 1, null, map('a', n, path, null))"))
                .withColumn("nested", expr("if(n % 5 = 2, null, struct(label as l, struct(n as m) as inner))"))
                .withColumn("nothing", expr("string(null)"));
    }

    private static long checked(Path file) throws IOException {
        return PageCheck.rows(new org.apache.hadoop.fs.Path(file.toUri()), FileWriting.configuration());
    }

    private static List<Row> read(Path file) {
        return SparkSessions.shared()
                .read()
                .format(MarquetryFileFormat.NAME)
                .load(file.toString())
                .orderBy("path")
                .collectAsList();
    }

    private static Footer footer(Path file) throws IOException {
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file.toUri());
        FileSystem fileSystem = path.getFileSystem(FileWriting.configuration());
        return Footer.read(fileSystem, fileSystem.getFileStatus(path));
    }

    /** Requires that a file has the rows, the schema and the metadata of another one. */
    private static void assertSame(Path copy, Path file) throws IOException {
        assertThat(read(copy)).isEqualTo(read(file));
        assertThat(checked(copy)).isEqualTo(checked(file));
        Footer copied = footer(copy);
        Footer source = footer(file);
        assertThat(unknownTypes(copied)).isEqualTo(unknownTypes(source));
        // parquet-java cannot compare the types that it does not know.
        HalfFloatColumns.removeAnnotations(copied.content());
        HalfFloatColumns.removeAnnotations(source.content());
        assertThat(copied.content().getSchema()).isEqualTo(source.content().getSchema());
        assertThat(copied.content().getColumn_orders())
                .isEqualTo(source.content().getColumn_orders());
        assertThat(copied.metadata()).containsOnlyKeys(source.metadata().keySet());
        source.metadata().keySet().stream()
                .filter(key -> !key.equals(FooterChecksum.KEY))
                .forEach(key -> assertThat(copied.metadata())
                        .containsEntry(key, source.metadata().get(key)));
    }

    /** FLOAT16, of which parquet-java 1.13 makes nothing. */
    private static boolean isUnknown(LogicalType._Fields type) {
        return type == null || type.getThriftFieldId() == HalfFloatFooter.FLOAT16_FIELD;
    }

    /** Returns the columns annotated with a type that parquet-java 1.13 does not know: half floats. */
    private static List<String> unknownTypes(Footer footer) {
        return footer.content().getSchema().stream()
                .filter(element -> element.isSetLogicalType()
                        && isUnknown(element.getLogicalType().getSetField()))
                .map(SchemaElement::getName)
                .toList();
    }

    private static Stream<TensorColumn> columns() {
        return Arrays.stream(DType.values())
                .flatMap(type -> Stream.of(
                        TensorColumn.ofShape(type, HWC, List.of(2, 3, 3)),
                        TensorColumn.ofShape(type, HWC, List.of(2, 3, 3))
                                .withLookupTable(TensorRows.randomTable(type, 3, 4))));
    }

    @ParameterizedTest
    @MethodSource("columns")
    void haveTheRowsOfTheirSource(TensorColumn column) throws IOException {
        Dataset<Row> rows = rows(TensorRows.random(column, ROWS, 1));
        Map<String, String> options = Map.of("compression", "zstd", "row-group-size", "5000");
        Path file = Written.file(rows, folder.resolve("in"), options);
        Path copy = Copies.whole(folder.resolve("out"), options, file);
        assertSame(copy, file);
        assertThat(Pages.checksums(copy, "image")).hasSize(ROWS).isEqualTo(Pages.checksums(file, "image"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary", "npy", "list"})
    void haveEveryEncoding(String encoding) throws IOException {
        TensorColumn column = TensorColumn.ofShape(DType.FLOAT32, HWC, List.of(2, 3, 3))
                .withLookupTable(TensorRows.randomTable(DType.FLOAT32, 3, 4));
        Map<String, String> options = Map.of("encoding", encoding, "row-group-size", "3000");
        Path file = Written.file(rows(TensorRows.random(column, ROWS, 1)), folder.resolve("in"), options);
        Path copy = Copies.whole(folder.resolve("out"), options, file);
        assertSame(copy, file);
        assertThat(Pages.groupRows(copy)).isEqualTo(Pages.groupRows(file)).hasSizeGreaterThan(1);
    }

    @Test
    void haveEveryFloatEncoding() throws IOException {
        TensorColumn column = TensorColumn.ofShape(DType.FLOAT32, HWC, List.of(2, 3, 3));
        Dataset<Row> rows = rows(TensorRows.random(column, ROWS, 1));
        Path plain = Written.file(rows.where("n < 7"), folder.resolve("plain"), Map.of());
        Path split = Written.file(
                rows.where("n >= 7"), folder.resolve("split"), Map.of("float-encoding", "byte-stream-split"));
        Path copy = Copies.whole(folder.resolve("out"), Map.of(), plain, split);
        assertThat(Pages.groupRows(copy)).containsExactly((long) ROWS);
        assertThat(checked(copy)).isEqualTo(ROWS);
        assertThat(Pages.checksums(copy, "image"))
                .startsWith(Pages.checksums(plain, "image").toArray(Integer[]::new))
                .endsWith(Pages.checksums(split, "image").toArray(Integer[]::new));
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void haveImagesOfVaryingShape(DType type) throws IOException {
        TensorColumn column = TensorColumn.varying(type, HWC, List.of());
        Path file = Written.file(rows(TensorRows.varying(column, ROWS, 6)), folder.resolve("in"), Map.of());
        assertSame(Copies.whole(folder.resolve("out"), Map.of(), file), file);
    }

    @Test
    void haveSeveralTensorColumns() throws IOException {
        TensorColumn mask = TensorColumn.ofShape(DType.INT64, List.of("N"), List.of(4));
        TensorColumn image = TensorColumn.ofShape(DType.FLOAT16, HWC, List.of(2, 3, 3));
        Dataset<Row> rows = rows(TensorRows.random(image, ROWS, 1))
                .withColumn("mask", expr("unhex(rpad(hex(path), 64, '0'))"))
                .withMetadata("mask", mask.toMetadata())
                .select("n", "image", "label", "mask", "tags", "path");
        Path file = Written.file(rows, folder.resolve("in"), Map.of("row-group-size", "2000"));
        assertThat(unknownTypes(footer(file))).containsExactly("element");
        Path copy = Copies.whole(folder.resolve("out"), Map.of("row-group-size", "2000"), file);
        assertSame(copy, file);
        assertThat(Pages.groupRows(copy)).isEqualTo(Pages.groupRows(file)).hasSizeGreaterThan(1);
        assertThat(Pages.checksums(copy, "mask")).isEqualTo(Pages.checksums(file, "mask"));
    }

    @Test
    void areReadByOthers() throws IOException, SQLException, InterruptedException {
        TensorColumn column = TensorColumn.ofShape(DType.FLOAT32, HWC, List.of(2, 3, 3))
                .withLookupTable(TensorRows.randomTable(DType.FLOAT32, 3, 2));
        TensorRows tensors = TensorRows.random(column, ROWS, 1);
        Path file = Written.file(tensors.toDataset(), folder.resolve("in"), Map.of("compression", "zstd"));
        Path copy = Copies.whole(folder.resolve("out"), Map.of("compression", "zstd"), file, file);
        try (DuckDbReading duck = new DuckDbReading()) {
            Map<String, double[]> images = duck.images(copy);
            assertThat(images).hasSize(ROWS);
            for (int row = 0; row < ROWS; row++) {
                assertThat(images.get(TensorRows.path(row))).containsExactly(tensors.numericValues(row));
            }
            assertThat(duck.texts("SELECT count(*) FROM '" + copy + "'")).containsExactly("40");
        }
        List<ArrowReading> readings = ArrowReading.of(List.of(file, copy), "image", folder);
        assertThat(readings.get(1).schema()).isEqualTo(readings.get(0).schema()).contains("fixed_shape_tensor");
        assertThat(HexFormat.of().parseHex(readings.get(1).values()))
                .isEqualTo(HexFormat.of().parseHex(readings.get(0).values().repeat(2)));
    }

    @Test
    void haveStatisticsAndIndexesAsNewFilesHave() throws IOException {
        TensorColumn column = TensorColumn.ofShape(DType.UINT8, HWC, List.of(2, 3, 3));
        Path file = Written.file(rows(TensorRows.random(column, ROWS, 1)), folder.resolve("in"), Map.of());
        Path copy = Copies.whole(folder.resolve("out"), Map.of(), file);
        assertThat(Pages.indexes(copy)).isEqualTo(Pages.indexes(file)).contains("null [image, list, element]");
    }

    @Test
    void haveNoTensorsWhereTheirSourcesHaveNone() throws IOException {
        TensorColumn column = TensorColumn.ofShape(DType.UINT8, HWC, List.of(2, 3, 3));
        Dataset<Row> rows = rows(TensorRows.random(column, ROWS, 1)).drop("image");
        Path file = Written.file(rows, folder.resolve("in"), Map.of());
        assertSame(Copies.whole(folder.resolve("out"), Map.of(), file), file);
        Path images = Written.file(
                TensorRows.random(column, ROWS, 1).toDataset().select("image"), folder.resolve("images"), Map.of());
        assertThat(checked(Copies.whole(folder.resolve("bare"), Map.of(), images)))
                .isEqualTo(ROWS);
    }
}
