package dev.marquetry.options;

import java.util.Arrays;
import java.util.Locale;

/** The type of a tensor's elements, by NumPy's names. Values are little-endian wherever they stand as bytes. */
public enum DType {
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
    private final String numpyCode;

    DType(int bytes, String numpyCode) {
        this.bytes = bytes;
        this.numpyCode = numpyCode;
    }

    /** Returns the bytes of one value in a cell. */
    public int bytes() {
        return bytes;
    }

    /** Returns NumPy's name of the type, such as {@code uint8} or {@code float32}. */
    public String numpyName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the type of that NumPy name.
     *
     * @param numpyName such as {@code uint8} or {@code float32}
     * @throws IllegalArgumentException if there is no such type
     */
    public static DType of(String numpyName) {
        for (DType type : values()) {
            if (type.numpyName().equals(numpyName)) {
                return type;
            }
        }
        throw new IllegalArgumentException("dtype must be one of "
                + Arrays.stream(values()).map(DType::numpyName).toList() + ": " + numpyName);
    }

    /** Returns the type's code in NumPy's array protocol, as {@code numpy.save} writes it. */
    public String numpyCode() {
        return numpyCode;
    }
}
