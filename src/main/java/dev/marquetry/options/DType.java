package dev.marquetry.options;

/** The type of a tensor's elements, by NumPy's names. */
public enum DType {
    /** Unsigned 8-bit integers: the samples as decoded. */
    UINT8(1, "uint8"),
    /** IEEE 754 single precision. */
    FLOAT32(4, "float32"),
    /** IEEE 754 half precision. */
    FLOAT16(2, "float16");

    private final int bytes;
    private final String numpyName;

    DType(int bytes, String numpyName) {
        this.bytes = bytes;
        this.numpyName = numpyName;
    }

    /** Returns the size of one element in bytes. */
    public int bytes() {
        return bytes;
    }

    /** Returns NumPy's name of the type. */
    public String numpyName() {
        return numpyName;
    }
}
