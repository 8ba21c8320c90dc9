package dev.marquetry.spark.task;

import dev.marquetry.image.DecodedImage;
import dev.marquetry.image.codec.ImageHeader;
import dev.marquetry.image.resize.Pixels;
import dev.marquetry.options.Orientation;
import dev.marquetry.source.InputTable;
import dev.marquetry.spark.rows.RejectKind;
import dev.marquetry.spark.rows.RowSchema;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Lays out the rows of {@code data/} and {@code rejects/}, from what a stage gave and the input row it came from.
 *
 * <p>Values that are carried through are taken as they are, never decoded.
 */
public final class RowLayout implements Serializable {
    private static final UTF8String NO_PARTITION_VALUE = UTF8String.fromString(InputTable.NO_PARTITION_VALUE);

    private final RowSchema schema;
    private final DataType[] carriedTypes;
    private final boolean[] standInForNull;

    /** Lays rows out by a schema, whose columns of partitions come last. */
    public RowLayout(RowSchema schema, List<String> partitionBy) {
        this.schema = schema;
        this.carriedTypes = new DataType[schema.carried()];
        this.standInForNull = new boolean[schema.carried()];
        for (int index = 0; index < carriedTypes.length; index++) {
            carriedTypes[index] = schema.data().apply(index + 1).dataType();
            standInForNull[index] = carriedTypes[index].equals(DataTypes.StringType)
                    && partitionBy.contains(schema.data().apply(index + 1).name());
        }
    }

    /**
     * What the file of a row was.
     *
     * @param length its bytes, below 0 where they are not known
     * @param hash of its bytes, or null where they were not read
     */
    record SourceFile(long length, Long hash) {}

    InternalRow data(InternalRow input, SourceFile source, DecodedImage image, byte[][] cells) {
        Object[] values = new Object[schema.data().length()];
        values[0] = path(input);
        for (int index = 0; index < carriedTypes.length; index++) {
            Object value = carried(input, index);
            boolean standsIn = standInForNull[index] && (value == null || ((UTF8String) value).numBytes() == 0);
            values[index + 1] = standsIn ? NO_PARTITION_VALUE : value;
        }
        Pixels pixels = image.pixels();
        int next = schema.tensorsOrdinal();
        for (byte[] cell : cells) {
            values[next++] = cell;
        }
        values[next++] = pixels.height();
        values[next++] = pixels.width();
        values[next++] = pixels.channels();
        values[next++] = image.sourceHeight();
        values[next++] = image.sourceWidth();
        setSource(values, next, input, source);
        return new GenericInternalRow(values);
    }

    private static void setSource(Object[] values, int first, InternalRow input, SourceFile source) {
        values[first] = source.length() < 0 ? null : source.length();
        values[first + 1] =
                input.isNullAt(InputTable.MODIFIED_ORDINAL) ? null : input.getLong(InputTable.MODIFIED_ORDINAL);
        values[first + 2] = source.hash();
    }

    InternalRow reject(InternalRow input, RejectKind kind, String message, SourceFile source) {
        Object[] values = new Object[schema.rejects().length()];
        values[0] = path(input);
        for (int index = 0; index < carriedTypes.length; index++) {
            values[index + 1] = carried(input, index);
        }
        int next = carriedTypes.length + 1;
        setSource(values, next, input, source);
        next += 3;
        values[next++] = UTF8String.fromString(kind.stage().written());
        values[next++] = UTF8String.fromString(kind.code().name());
        values[next] = UTF8String.fromString(message);
        return new GenericInternalRow(values);
    }

    /** Lays out a row of the data of which nothing was decoded; sizes are the header's where it is there. */
    InternalRow described(InternalRow input, SourceFile source, Optional<ImageHeader> header, Orientation orientation) {
        Object[] values = new Object[schema.data().length()];
        values[0] = path(input);
        for (int index = 0; index < carriedTypes.length; index++) {
            values[index + 1] = carried(input, index);
        }
        header.ifPresent(sizes -> {
            values[values.length - 6] = sizes.decodedHeight(orientation);
            values[values.length - 5] = sizes.decodedWidth(orientation);
        });
        setSource(values, values.length - 4, input, source);
        return new GenericInternalRow(values);
    }

    /** Lays out a reject as a row of the data whose array is null; the last column tells why. */
    InternalRow inlineReject(InternalRow input, RejectKind kind, String message, SourceFile source) {
        Object[] values = new Object[schema.data().length()];
        values[0] = path(input);
        for (int index = 0; index < carriedTypes.length; index++) {
            values[index + 1] = carried(input, index);
        }
        setSource(values, values.length - 4, input, source);
        values[values.length - 1] = new GenericInternalRow(new Object[] {
            UTF8String.fromString(kind.stage().written()),
            UTF8String.fromString(kind.code().name()),
            UTF8String.fromString(message)
        });
        return new GenericInternalRow(values);
    }

    /** Returns the columns of {@code rejects/}. */
    public StructType rejects() {
        return schema.rejects();
    }

    private static UTF8String path(InternalRow input) {
        return input.isNullAt(InputTable.PATH_ORDINAL) ? null : input.getUTF8String(InputTable.PATH_ORDINAL);
    }

    private Object carried(InternalRow input, int index) {
        int ordinal = index + InputTable.CARRIED_ORDINAL;
        return input.isNullAt(ordinal) ? null : input.get(ordinal, carriedTypes[index]);
    }
}
