package dev.marquetry.options;

import java.util.Locale;

/** How a tensor stands in its Parquet column. */
public enum TensorEncoding {
    /** As a list of values. */
    LIST,
    /** As the bytes of its values, little-endian and row-major. */
    BINARY,
    /** As the bytes of a file that {@code numpy.save} would write. */
    NPY;

    /**
     * Returns the encoding of an option's value.
     *
     * @throws IllegalArgumentException if there is no such encoding
     */
    public static TensorEncoding of(String option) {
        for (TensorEncoding encoding : values()) {
            if (encoding.option().equals(option)) {
                return encoding;
            }
        }
        throw new IllegalArgumentException("there is no encoding " + option);
    }

    /** Returns the name that the option takes. */
    public String option() {
        return name().toLowerCase(Locale.ROOT);
    }
}
