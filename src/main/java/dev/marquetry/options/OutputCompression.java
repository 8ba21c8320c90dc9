package dev.marquetry.options;

import java.util.Locale;

/** The codec of the Parquet pages. */
public enum OutputCompression {
    /** Zstandard. */
    ZSTD,
    /** Snappy. */
    SNAPPY,
    /** None. */
    UNCOMPRESSED;

    /** Returns Spark's name of the codec. */
    public String sparkName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
