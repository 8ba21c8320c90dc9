package dev.marquetry.parquet;

import dev.marquetry.options.DType;
import dev.marquetry.options.TensorColumn;
import dev.marquetry.options.TensorEncoding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.apache.parquet.VersionParser.ParsedVersion;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReaderImpl;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.io.api.PrimitiveConverter;

/**
 * A tensor as it is stored, whose values are read once, in their order. For one thread.
 *
 * <p>Holds the decompressed page of its row and nothing larger.
 */
public final class StoredTensor {
    private static final int NUMPY_LENGTH_AT = 8;

    private final TensorColumn column;
    private final List<Integer> shape;
    private final Optional<ByteBuffer> bytes;
    private final DoubleSupplier values;

    private StoredTensor(TensorColumn column, List<Integer> shape, Optional<ByteBuffer> bytes, DoubleSupplier values) {
        this.column = column;
        this.shape = shape;
        this.bytes = bytes;
        this.values = values;
    }

    /**
     * Takes a tensor from its page.
     *
     * @param column what the column holds
     * @param encoding how it stands there
     * @param told the shape of the tensor, or nothing where it has one dimension of any size
     * @param leaf that holds the values
     * @param page of the row
     * @param version of the program that wrote it
     * @throws IOException if the page has other than as many values as the shape says
     */
    static StoredTensor of(
            TensorColumn column,
            TensorEncoding encoding,
            Optional<List<Integer>> told,
            ColumnDescriptor leaf,
            PageReader page,
            ParsedVersion version)
            throws IOException {
        if (encoding == TensorEncoding.LIST) {
            return listed(column, told, ListedValues.of(leaf, page));
        }
        ColumnReader reader = new ColumnReaderImpl(leaf, page, new PrimitiveConverter() {}, version);
        if (reader.getCurrentDefinitionLevel() < leaf.getMaxDefinitionLevel()) {
            throw new IOException("a tensor is null");
        }
        return packed(column, told, bytes(encoding, reader));
    }

    private static StoredTensor listed(TensorColumn column, Optional<List<Integer>> told, ListedValues listed)
            throws IOException {
        if (column.dtype() == DType.UINT8) {
            Optional<ByteBuffer> bytes = listed.bytes();
            if (bytes.isPresent()) {
                return packed(column, told, bytes.get());
            }
        }
        List<Integer> shape = shape(told, listed.count());
        return new StoredTensor(column, shape, Optional.empty(), listed(column.dtype(), listed.values()));
    }

    private static StoredTensor packed(TensorColumn column, Optional<List<Integer>> told, ByteBuffer bytes)
            throws IOException {
        List<Integer> shape = shape(told, bytes.remaining() / column.dtype().bytes());
        return new StoredTensor(
                column,
                shape,
                column.dtype() == DType.UINT8 ? Optional.of(bytes.slice()) : Optional.empty(),
                packed(column.dtype(), bytes));
    }

    private static List<Integer> shape(Optional<List<Integer>> told, int found) throws IOException {
        List<Integer> shape = told.orElse(List.of(found));
        long expected = 1;
        for (int size : shape) {
            expected = Math.multiplyExact(expected, (long) size);
        }
        if (found != expected) {
            throw new IOException("a tensor has " + found + " values, and its shape is " + shape);
        }
        return shape;
    }

    private static ByteBuffer bytes(TensorEncoding encoding, ColumnReader reader) {
        ByteBuffer bytes = reader.getBinary().toByteBuffer().slice().order(ByteOrder.LITTLE_ENDIAN);
        if (encoding == TensorEncoding.NPY) {
            int header = Short.toUnsignedInt(bytes.getShort(NUMPY_LENGTH_AT));
            bytes.position(NUMPY_LENGTH_AT + Short.BYTES + header);
        }
        return bytes;
    }

    private static DoubleSupplier listed(DType type, ValuesReader values) {
        return switch (type) {
            case UINT8, INT32 -> values::readInteger;
            case FLOAT16 ->
                () -> {
                    ByteBuffer bytes = values.readBytes().toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
                    return HalfFloatColumns.widen(bytes.getShort(bytes.position()));
                };
            case FLOAT32 -> values::readFloat;
            case FLOAT64 -> values::readDouble;
            case INT64 -> values::readLong;
        };
    }

    private static DoubleSupplier packed(DType type, ByteBuffer bytes) {
        return switch (type) {
            case UINT8 -> () -> Byte.toUnsignedInt(bytes.get());
            case FLOAT16 -> () -> HalfFloatColumns.widen(bytes.getShort());
            case FLOAT32 -> bytes::getFloat;
            case FLOAT64 -> bytes::getDouble;
            case INT32 -> bytes::getInt;
            case INT64 -> bytes::getLong;
        };
    }

    /** Returns what the column holds. */
    public TensorColumn column() {
        return column;
    }

    /** Returns the size of each dimension. */
    public List<Integer> shape() {
        return shape;
    }

    /** Returns all values, the last dimension's first, or nothing where they are not stored as bytes. */
    public Optional<ByteBuffer> bytes() {
        return bytes.map(ByteBuffer::asReadOnlyBuffer);
    }

    /**
     * Returns the next value, the last dimension's first. Whole numbers beyond 53 bits are rounded.
     *
     * <p>May be called as many times as the shape has elements.
     */
    public double next() {
        return values.getAsDouble();
    }
}
