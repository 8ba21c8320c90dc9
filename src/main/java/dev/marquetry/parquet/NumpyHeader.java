package dev.marquetry.parquet;

import dev.marquetry.options.DType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The head of a {@code .npy} file, version 1.0, byte for byte as {@code numpy.save} writes it.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">numpy.lib.format</a>
 */
final class NumpyHeader {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int ALIGNMENT = 64;
    /** NumPy leaves room for the first size to grow to this many digits. */
    private static final int GROWTH_DIGITS = 21;

    private NumpyHeader() {}

    static byte[] of(DType type, int[] shape) {
        String sizes = Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        String tuple = shape.length == 1 ? "(" + sizes + ",)" : "(" + sizes + ")";
        String fields = "{'descr': '" + type.numpyCode() + "', 'fortran_order': False, 'shape': " + tuple + ", }";
        String spare = shape.length == 0
                ? ""
                : " ".repeat(GROWTH_DIGITS - Integer.toString(shape[0]).length());
        String text = fields + spare;
        int before = MAGIC.length + Short.BYTES;
        // A header that happens to end on the boundary is followed by a whole block of padding, as in NumPy.
        int total = ((before + text.length() + 1) / ALIGNMENT + 1) * ALIGNMENT;
        String padded = text + " ".repeat(total - before - text.length() - 1) + "\n";
        return ByteBuffer.allocate(total)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .putShort((short) padded.length())
                .put(padded.getBytes(StandardCharsets.US_ASCII))
                .array();
    }
}
