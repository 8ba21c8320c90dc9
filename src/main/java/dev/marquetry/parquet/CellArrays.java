package dev.marquetry.parquet;

import dev.marquetry.options.DType;
import dev.marquetry.options.TensorColumn;
import dev.marquetry.options.TensorEncoding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * Turns the cells of a tensor column into arrays of numbers, as Spark reads them from a file of the format
 * {@code marquetry}: lookup table applied, uint8 as {@code smallint}, float16 as {@code float}. Holds a buffer: for one
 * task alone.
 */
public final class CellArrays {
    private final DType dtype;
    private final LookupTableValues values;

    /** Makes what turns cells of this column. */
    public CellArrays(TensorColumn column) {
        this.dtype = column.dtype();
        this.values = new LookupTableValues(column);
    }

    /** Returns the field of the arrays. */
    public static StructField field(String name, TensorColumn column) {
        StructField read = new TensorField(0, name, column).asRead(TensorEncoding.LIST);
        return column.dtype() == DType.FLOAT16
                ? new StructField(name, DataTypes.createArrayType(DataTypes.FloatType, true), true, read.metadata())
                : new StructField(name, (ArrayType) read.dataType(), true, read.metadata());
    }

    /** Returns the array of a cell. */
    public UnsafeArrayData of(byte[] cell) {
        ByteBuffer bytes;
        try {
            bytes = ByteBuffer.wrap(PageBytes.array(values.values(cell))).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException impossible) {
            throw new UncheckedIOException("a cell is in memory", impossible);
        }
        int count = bytes.remaining() / dtype.bytes();
        return switch (dtype) {
            case UINT8 -> {
                short[] numbers = new short[count];
                for (int index = 0; index < count; index++) {
                    numbers[index] = (short) Byte.toUnsignedInt(bytes.get());
                }
                yield UnsafeArrayData.fromPrimitiveArray(numbers);
            }
            case FLOAT16 -> {
                float[] numbers = new float[count];
                for (int index = 0; index < count; index++) {
                    numbers[index] = HalfFloatColumns.widen(bytes.getShort());
                }
                yield UnsafeArrayData.fromPrimitiveArray(numbers);
            }
            case FLOAT32 -> {
                float[] numbers = new float[count];
                bytes.asFloatBuffer().get(numbers);
                yield UnsafeArrayData.fromPrimitiveArray(numbers);
            }
            case FLOAT64 -> {
                double[] numbers = new double[count];
                bytes.asDoubleBuffer().get(numbers);
                yield UnsafeArrayData.fromPrimitiveArray(numbers);
            }
            case INT32 -> {
                int[] numbers = new int[count];
                bytes.asIntBuffer().get(numbers);
                yield UnsafeArrayData.fromPrimitiveArray(numbers);
            }
            case INT64 -> {
                long[] numbers = new long[count];
                bytes.asLongBuffer().get(numbers);
                yield UnsafeArrayData.fromPrimitiveArray(numbers);
            }
        };
    }
}
