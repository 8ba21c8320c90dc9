package dev.marquetry.spark.sql;

import dev.marquetry.image.codec.ImageHeader;
import dev.marquetry.image.codec.ImageHeaders;
import dev.marquetry.options.RejectCode.Stage;
import dev.marquetry.options.RejectException;
import dev.marquetry.spark.rows.RowSchema;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.catalog.functions.ScalarFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** {@code image_info}: what the header of an image file says, from the file's bytes. */
record ImageInfoFunction() implements ScalarFunction<InternalRow> {
    private static final StructType TYPE = new StructType()
            .add("format", DataTypes.StringType)
            .add("width", DataTypes.IntegerType)
            .add("height", DataTypes.IntegerType)
            .add("mode", DataTypes.StringType)
            .add("bits", DataTypes.IntegerType)
            .add("orientation", DataTypes.IntegerType)
            .add("frames", DataTypes.IntegerType)
            .add(RowSchema.ERROR, RowSchema.ERROR_TYPE);

    @Override
    public String name() {
        return SqlFunctions.IMAGE_INFO;
    }

    @Override
    public String canonicalName() {
        return "dev.marquetry." + name();
    }

    @Override
    public DataType[] inputTypes() {
        return new DataType[] {DataTypes.BinaryType};
    }

    @Override
    public DataType resultType() {
        return TYPE;
    }

    @Override
    public boolean isResultNullable() {
        return false;
    }

    @Override
    public InternalRow produceResult(InternalRow input) {
        if (input.isNullAt(0)) {
            return rejected(ResultRows.noContent());
        }
        try {
            return row(ImageHeaders.read(input.getBinary(0)));
        } catch (RejectException failure) {
            return rejected(ResultRows.error(Stage.DECODE, failure));
        }
    }

    private static InternalRow rejected(InternalRow error) {
        Object[] values = new Object[TYPE.length()];
        values[TYPE.length() - 1] = error;
        return new GenericInternalRow(values);
    }

    private static InternalRow row(ImageHeader header) {
        boolean oriented = header.orientation().isPresent();
        return new GenericInternalRow(new Object[] {
            UTF8String.fromString(header.format().name()),
            header.width(),
            header.height(),
            UTF8String.fromString(header.mode()),
            header.bits(),
            oriented ? Integer.valueOf(header.orientation().getAsInt()) : null,
            header.frames(),
            null
        });
    }
}
