package dev.marquetry.options;

import java.util.Arrays;
import java.util.Locale;

/** What one value of a tensor is. Values are little-endian wherever they stand as bytes. */
public enum ElementType {
    /** Unsigned 8-bit integer; Parquet {@code INT32 (INTEGER(8,false))}. */
    UINT8(1, "|u1"),
    /** IEEE 754 half; Parquet {@code FIXED_LEN_BYTE_ARRAY(2) (FLOAT16)}. */
    FLOAT16(2, "<f2"),
    /** IEEE 754 single; Parquet {@code FLOAT}. */
    FLOAT32(4, "<f4"),
    /** IEEE 754 double; Parquet {@code DOUBLE}. */
    FLOAT64(8, "<f8"),
    /** Signed 32-bit integer; Parquet {@code INT32}. */
    INT32(4, "<i4"),
    /** Signed 64-bit integer; Parquet {@code INT64}. */
    INT64(8, "<i8");

    private final int bytes;
    private final String numpyName;

    ElementType(int bytes, String numpyName) {
        this.bytes = bytes;
        this.numpyName = numpyName;
    }

    /** Returns the bytes of one value in a cell. */
    public int bytes() {
        return bytes;
    }

    /** Returns NumPy's name of the type, such as {@code uint8} or {@code float32}. */
    public String dtype() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the type of that NumPy name.
     *
     * @param dtype such as {@code uint8} or {@code float32}
     * @throws IllegalArgumentException if there is no such type
     */
    public static ElementType ofDtype(String dtype) {
        for (ElementType type : values()) {
            if (type.dtype().equals(dtype)) {
                return type;
            }
        }
        throw new IllegalArgumentException("dtype must be one of "
                + Arrays.stream(values()).map(ElementType::dtype).toList() + ": " + dtype);
    }

    /** Returns the type's code in NumPy's array protocol, as {@code numpy.save} writes it. */
    public String numpyCode() {
        return numpyName;
    }
}
