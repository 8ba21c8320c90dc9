package dev.marquetry.parquet;

import dev.marquetry.options.DType;
import dev.marquetry.options.TensorColumn;
import dev.marquetry.options.TensorEncoding;
import java.io.Serializable;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.ColumnOrder;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;

/**
 * A tensor column at its place in the rows.
 *
 * @param ordinal its place
 * @param name its name
 * @param column what it holds
 */
record TensorField(int ordinal, String name, TensorColumn column) implements Serializable {
    static final String STORED_ENCODING = "encoding";

    /** Returns the column's type in the file. */
    Type parquetType(TensorEncoding encoding) {
        return switch (encoding) {
            case LIST -> Types.optionalList().element(element()).named(name);
            case BINARY, NPY ->
                Types.optional(PrimitiveTypeName.BINARY)
                        .columnOrder(ColumnOrder.undefined())
                        .named(name);
        };
    }

    /** Undefined order keeps bounds of pixels, and column indexes of them, out of the file. */
    private PrimitiveType element() {
        return switch (column.dtype()) {
            case UINT8 ->
                Types.optional(PrimitiveTypeName.INT32)
                        .as(LogicalTypeAnnotation.intType(Byte.SIZE, false))
                        .columnOrder(ColumnOrder.undefined())
                        .named("element");
            case FLOAT32 -> plain(PrimitiveTypeName.FLOAT);
            case FLOAT64 -> plain(PrimitiveTypeName.DOUBLE);
            case INT32 -> plain(PrimitiveTypeName.INT32);
            case INT64 -> plain(PrimitiveTypeName.INT64);
            case FLOAT16 ->
                Types.optional(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY)
                        .length(Short.BYTES)
                        .columnOrder(ColumnOrder.undefined())
                        .named("element");
        };
    }

    private static PrimitiveType plain(PrimitiveTypeName type) {
        return Types.optional(type).columnOrder(ColumnOrder.undefined()).named("element");
    }

    /** Returns the field that Spark finds when it reads the file. */
    StructField asRead(TensorEncoding encoding) {
        DataType type = switch (encoding) {
            case BINARY, NPY -> DataTypes.BinaryType;
            case LIST -> DataTypes.createArrayType(elementAsRead(), true);
        };
        Metadata stored =
                column.describe().putString(STORED_ENCODING, encoding.option()).build();
        return new StructField(
                name,
                type,
                true,
                new MetadataBuilder().putMetadata(TensorColumn.STORED, stored).build());
    }

    private DataType elementAsRead() {
        return switch (column.dtype()) {
            case UINT8 -> DataTypes.ShortType;
            case FLOAT16 -> DataTypes.BinaryType;
            case FLOAT32 -> DataTypes.FloatType;
            case FLOAT64 -> DataTypes.DoubleType;
            case INT32 -> DataTypes.IntegerType;
            case INT64 -> DataTypes.LongType;
        };
    }

    /**
     * Returns a new writer of the column's cells.
     *
     * @param options of the write
     * @param packing of indices
     */
    CellWriter writer(SinkOptions options, ChannelIndexes.Packing packing) {
        return switch (options.encoding()) {
            case BINARY, NPY -> new BytesCellWriter(column, options.encoding());
            case LIST -> new ListCellWriter(values(options.floatEncoding(), packing), column);
        };
    }

    private PageValues values(FloatEncoding floatEncoding, ChannelIndexes.Packing packing) {
        if (column.lookupTables() > 1) {
            return new ChannelIndexes(Dictionary.of(column), column, packing);
        }
        if (column.hasLookupTable() || column.dtype() == DType.UINT8) {
            return new CodeIndexes(Dictionary.of(column));
        }
        if (column.dtype() == DType.FLOAT32 && floatEncoding == FloatEncoding.BYTE_STREAM_SPLIT) {
            return new SplitValues();
        }
        return PageValues.plain();
    }

    /** Returns the leaf that holds the values of a tensor column. */
    static ColumnDescriptor leaf(MessageType type, String name) {
        return type.getColumns().stream()
                .filter(column -> column.getPath()[0].equals(name))
                .findFirst()
                .orElseThrow();
    }
}
