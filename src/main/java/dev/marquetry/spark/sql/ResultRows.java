package dev.marquetry.spark.sql;

import dev.marquetry.image.DecodedImage;
import dev.marquetry.image.resize.Pixels;
import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectCode.Stage;
import dev.marquetry.options.RejectException;
import dev.marquetry.options.TensorColumn;
import dev.marquetry.spark.rows.RowSchema;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** The struct that {@code image_array} gives: the array and its sizes, or the error. */
final class ResultRows {
    private static final int COLUMNS = RowSchema.SIZES.size() + 2;

    private ResultRows() {}

    /** Returns the type of the struct, whose first field is the tensor column. */
    static StructType type(TensorColumn column) {
        StructType type = new StructType().add(column.toField(RowSchema.IMAGE));
        for (String name : RowSchema.SIZES) {
            type = type.add(name, DataTypes.IntegerType);
        }
        return type.add(RowSchema.ERROR, RowSchema.ERROR_TYPE);
    }

    /** Returns the struct of an array. */
    static InternalRow array(byte[] cell, DecodedImage image) {
        Pixels pixels = image.pixels();
        return new GenericInternalRow(new Object[] {
            cell, pixels.height(), pixels.width(), pixels.channels(), image.sourceHeight(), image.sourceWidth(), null
        });
    }

    /** Returns the struct of an image that gives no array. */
    static InternalRow reject(InternalRow error) {
        Object[] values = new Object[COLUMNS];
        values[COLUMNS - 1] = error;
        return new GenericInternalRow(values);
    }

    /** Returns what is told where the bytes are null, as of any other column of bytes. */
    static InternalRow noContent() {
        return error(
                Stage.FETCH, new RejectException(RejectCode.NO_CONTENT, "the column of the image's bytes is null"));
    }

    /** Returns what is told of an error. */
    static InternalRow error(Stage stage, RejectException failure) {
        return new GenericInternalRow(new Object[] {
            UTF8String.fromString(stage.written()),
            UTF8String.fromString(failure.code().name()),
            UTF8String.fromString(failure.getMessage())
        });
    }
}
