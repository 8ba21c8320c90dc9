package dev.marquetry.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marquetry.SparkSessions;
import dev.marquetry.options.DType;
import dev.marquetry.options.TensorColumn;
import dev.marquetry.options.TensorEncoding;
import dev.marquetry.options.UserException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvalidTensorTest {
    private static final List<String> HWC = List.of("H", "W", "C");
    private static final TensorColumn FLOATS = TensorColumn.ofShape(DType.FLOAT32, HWC, List.of(1, 2, 1));

    @TempDir
    private Path folder;

    @Test
    void refusesACellOfAnotherLength() {
        assertFails(
                () -> write(FLOATS, row("a.jpg", 8), row("b.jpg", 7)),
                "column image, path b.jpg: a tensor of shape [1, 2, 1] with 4 bytes per value must have 8 bytes,"
                        + " but is 7");
    }

    @Test
    void namesTheRowByItsPathOrElseByItsFirstText() {
        StructType files = new StructType()
                .add("day", DataTypes.DateType)
                .add("file", DataTypes.StringType)
                .add("label", DataTypes.StringType)
                .add(FLOATS.toField("image"));
        assertFails(
                () -> write(files, RowFactory.create(null, "f.jpg", "cat", new byte[7])),
                "column image, file f.jpg: a tensor of shape [1, 2, 1] with 4 bytes per value must have 8 bytes,"
                        + " but is 7");
        assertFails(
                () -> write(
                        files.add("path", DataTypes.StringType),
                        RowFactory.create(null, "f.jpg", "cat", new byte[7], "p.jpg")),
                "column image, path p.jpg: a tensor of shape [1, 2, 1] with 4 bytes per value must have 8 bytes,"
                        + " but is 7");
    }

    @Test
    void refusesACodeTooMany() {
        byte[] table = TensorRows.randomTable(DType.FLOAT32, 1, 1);
        assertFails(
                () -> write(FLOATS.withLookupTable(table), row("a.jpg", 3)),
                "column image, path a.jpg: a tensor of shape [1, 2, 1] with 1 bytes per value must have 2 bytes,"
                        + " but is 3");
    }

    @Test
    void refusesNull() {
        assertFails(
                () -> write(FLOATS, RowFactory.create("a.jpg", null)),
                "column image, path a.jpg: a tensor must not be null, but is null; leave such rows out,"
                        + " as by filter(\"error IS NULL\")");
    }

    @Test
    void refusesHalfAValueInAVaryingTensor() {
        assertFails(
                () -> write(TensorColumn.varying(DType.FLOAT16, HWC, List.of()), row(null, 5)),
                "column image: the length must be a multiple of 2 bytes, but is 5");
    }

    @Test
    void refusesAVaryingTensorThatItsRowDescribesOtherwise() {
        TensorColumn column = TensorColumn.varying(DType.UINT8, List.of("H", "W"), List.of("height", "width"));
        StructType schema = new StructType(new StructField[] {
            DataTypes.createStructField("height", DataTypes.IntegerType, true),
            DataTypes.createStructField("width", DataTypes.LongType, true),
            column.toField("image")
        });
        Dataset<Row> rows = SparkSessions.shared()
                .createDataFrame(
                        List.of(RowFactory.create(2, 3L, new byte[6]), RowFactory.create(2, 2L, new byte[6])), schema);
        assertFails(
                () -> Written.file(rows, folder, Map.of()),
                "column image: a tensor of shape [2, 2] with 1 bytes per value must have 4 bytes, but is 6");
        Dataset<Row> negative =
                SparkSessions.shared().createDataFrame(List.of(RowFactory.create(-1, 3L, new byte[6])), schema);
        assertFails(
                () -> Written.file(negative, folder, Map.of()),
                "column image: the size in column height must be a positive 32-bit number, but is -1");
    }

    @Test
    void publishesNothingOfAFailedTask() {
        TensorRows good = TensorRows.random(FLOATS, 50, 3);
        Dataset<Row> rows = good.toDataset().union(dataset(FLOATS, row("bad.jpg", 1)));
        assertThatThrownBy(() ->
                        Written.file(rows, folder.resolve("out"), Map.of(MarquetryFileFormat.ROW_GROUP_SIZE, "100")))
                .isInstanceOf(SparkException.class);
        assertThat(Written.files(folder)).isEmpty();
    }

    @Test
    void refusesALookupTableOfTheWrongSize() {
        assertThatThrownBy(() -> FLOATS.withLookupTable(new byte[1000]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a lookup table must have 256 values of float32, in all or per channel: 1000 bytes");
        TensorColumn colors = TensorColumn.ofShape(DType.UINT8, HWC, List.of(2, 2, 3));
        assertThatThrownBy(() -> colors.withLookupTable(new byte[512]))
                .hasMessage("there must be one lookup table, or one for each channel of the shape [2, 2, 3]: 2");
        assertThatThrownBy(() -> TensorColumn.ofShape(DType.UINT8, List.of("N"), List.of(3))
                        .withLookupTable(new byte[768]))
                .hasMessage("a lookup table per channel needs the channels, C, as first or last dimension: [N]");
    }

    @Test
    void refusesShapesThatCannotBe() {
        assertThatThrownBy(() -> TensorColumn.ofShape(DType.UINT8, List.of(), List.of(3, 0)))
                .hasMessage("a shape must have sizes of at least 1: [3, 0]");
        assertThatThrownBy(() -> TensorColumn.ofShape(DType.UINT8, List.of("H"), List.of(3, 1)))
                .hasMessage("there must be one name for each of the dimensions [3, 1]: [H]");
        assertThatThrownBy(() -> TensorColumn.ofShape(DType.FLOAT32, List.of(), List.of(30_000, 30_000)))
                .hasMessage("a tensor must have less than 2 GiB: [30000, 30000]");
        assertThatThrownBy(() -> TensorColumn.varying(DType.UINT8, HWC, List.of("height")))
                .hasMessage("there must be one column for each of the dimensions [H, W, C]: [height]");
    }

    @Test
    void refusesDeclarationsThatTheRowsCannotMeet() {
        assertRefused(
                field("image", DataTypes.StringType, FLOATS.toMetadata()), "a tensor column must be binary: STRING");
        StructType nested = new StructType(new StructField[] {FLOATS.toField("inner")});
        assertRefused(
                field("outer", nested, Metadata.empty()),
                "column outer.inner cannot be written as a tensor column\n"
                        + "  cause: a tensor column must be at the top level");
        Metadata broken = new MetadataBuilder()
                .putMetadata(
                        "marquetry.tensor",
                        new MetadataBuilder()
                                .putString("dtype", "int8")
                                .putStringArray("dimensions", new String[0])
                                .build())
                .build();
        assertRefused(
                field("image", DataTypes.BinaryType, broken),
                "dtype must be one of [uint8, float16, float32, float64, int32, int64]: int8");
        assertRefused(
                TensorColumn.varying(DType.UINT8, HWC, List.of("h", "w", "c")).toField("image"),
                "the columns with its shape must be integers of the file: h");
    }

    @Test
    void refusesAColumnThatIsDeclaredTwice() {
        StructType twice = new StructType(new StructField[] {FLOATS.toField("image"), FLOATS.toField("image")});
        assertThatThrownBy(() -> SinkSchema.of(twice, TensorEncoding.LIST))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("column image cannot be written")
                .hasMessageContaining("columns must have different names: it is there twice");
    }

    @Test
    void refusesNumpysEncodingWithoutAShape() {
        StructType schema = new StructType(new StructField[] {
            TensorColumn.varying(DType.UINT8, HWC, List.of()).toField("image")
        });
        assertThatThrownBy(() -> SinkSchema.of(schema, TensorEncoding.NPY))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("encoding npy needs a shape, or columns with the shape");
    }

    @Test
    void refusesOptionsThatItDoesNotKnow() {
        assertThatThrownBy(() ->
                        Written.file(TensorRows.random(FLOATS, 1, 1).toDataset(), folder, Map.of("encoding", "arrow")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("option encoding is arrow\n  cause: it must be one of list, binary, npy");
        assertThatThrownBy(() -> Written.file(
                        TensorRows.random(FLOATS, 1, 1).toDataset(), folder, Map.of("row-group-size", "0")))
                .hasMessageContaining("option row-group-size is 0\n  cause: it must be at least 1 byte");
        assertThatThrownBy(() -> Written.file(
                        TensorRows.random(FLOATS, 1, 1).toDataset(), folder, Map.of("row-group-size", "64m")))
                .hasMessageContaining("option row-group-size is 64m\n  cause: it must be a number of bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "7"})
    void refusesMetadataThatIsNoJsonObject(String metadata) {
        assertThatThrownBy(() ->
                        Written.file(TensorRows.random(FLOATS, 1, 1).toDataset(), folder, Map.of("metadata", metadata)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("option metadata is " + metadata + "\n  cause: it must be a JSON object");
    }

    @Test
    void refusesMetadataThatWouldReplaceWhatTheWriterSays() {
        assertThatThrownBy(() -> Written.file(
                        TensorRows.random(FLOATS, 1, 1).toDataset(), folder, Map.of("metadata", "{\"columns\": []}")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("it must not have the key columns, which the writer makes");
    }

    @Test
    void refusesToWriteInTheClearWhatIsToBeEncrypted() {
        assertThatThrownBy(() -> Written.file(
                        TensorRows.random(FLOATS, 1, 1).toDataset(),
                        folder,
                        Map.of("parquet.crypto.factory.class", "some.Factory")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("the format marquetry writes files in the clear");
    }

    private static void assertRefused(StructField field, String message) {
        assertThatThrownBy(() -> SinkSchema.of(new StructType(new StructField[] {field}), TensorEncoding.LIST))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(message);
    }

    private void assertFails(ThrowingCallable write, String message) {
        assertThatThrownBy(write).rootCause().hasMessage(message);
        assertThat(Written.files(folder)).isEmpty();
    }

    private void write(StructType schema, Row row) {
        Written.file(SparkSessions.shared().createDataFrame(List.of(row), schema), folder, Map.of());
    }

    private void write(TensorColumn column, Row... rows) {
        Written.file(dataset(column, rows), folder, Map.of());
    }

    private static Dataset<Row> dataset(TensorColumn column, Row... rows) {
        return SparkSessions.shared().createDataFrame(List.of(rows), new StructType(new StructField[] {
            DataTypes.createStructField("path", DataTypes.StringType, true), column.toField("image")
        }));
    }

    private static Row row(String path, int length) {
        return RowFactory.create(path, new byte[length]);
    }

    private static StructField field(String name, DataType type, Metadata metadata) {
        return new StructField(name, type, true, metadata);
    }
}
