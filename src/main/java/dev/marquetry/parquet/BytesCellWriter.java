package dev.marquetry.parquet;

import dev.marquetry.options.DType;
import dev.marquetry.options.TensorColumn;
import dev.marquetry.options.TensorEncoding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;

/** Writes tensors as the bytes of their values, with or without NumPy's header before them. */
final class BytesCellWriter implements CellWriter {
    private static final byte[] ONE_DEFINED = oneDefined();

    private final DType elementType;
    private final LookupTableValues looked;
    private final TensorEncoding encoding;
    private byte[] header = new byte[0];
    private int[] headerOf;

    /**
     * @param column what the cells hold
     * @param encoding {@code BINARY} or {@code NPY}
     */
    BytesCellWriter(TensorColumn column, TensorEncoding encoding) {
        this.elementType = column.dtype();
        this.looked = new LookupTableValues(column);
        this.encoding = encoding;
    }

    private static byte[] oneDefined() {
        ByteArrayOutputStream run = new ByteArrayOutputStream();
        ListLevels.run(run, 1, 1);
        byte[] levels = new byte[Integer.BYTES + run.size()];
        levels[0] = (byte) run.size();
        System.arraycopy(run.toByteArray(), 0, levels, Integer.BYTES, run.size());
        return levels;
    }

    @Override
    public void write(TensorPages pages, byte[] cell, int[] shape) throws IOException {
        if (encoding == TensorEncoding.NPY && !Arrays.equals(shape, headerOf)) {
            header = NumpyHeader.of(elementType, shape);
            headerOf = shape.clone();
        }
        BytesInput values = looked.values(cell);
        int length = Math.toIntExact(header.length + values.size());
        pages.add(
                BytesInput.concat(
                        BytesInput.from(ONE_DEFINED), BytesInput.fromInt(length), BytesInput.from(header), values),
                1,
                Encoding.PLAIN);
    }

    /**
     * Returns how many bytes of a page are before the values.
     *
     * @param dimensions how many the tensors have
     */
    static int bytesBefore(DType type, TensorEncoding encoding, int dimensions) {
        int header = encoding == TensorEncoding.NPY ? NumpyHeader.of(type, new int[dimensions]).length : 0;
        return ONE_DEFINED.length + Integer.BYTES + header;
    }

    @Override
    public long bytesAsRead(long values) {
        return values * elementType.bytes();
    }
}
