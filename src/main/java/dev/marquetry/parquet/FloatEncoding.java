package dev.marquetry.parquet;

import java.util.Locale;

/** How the pages of float32 lists hold values that no lookup table gives. */
enum FloatEncoding {
    /** One value after the other: every reader takes it. */
    PLAIN,
    /** First bytes first: compresses better where values are continuous, but Spark's vectorised reader refuses it. */
    BYTE_STREAM_SPLIT;

    /** Returns the name that the option takes. */
    String option() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
