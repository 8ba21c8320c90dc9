package dev.marquetry.spark.rows;

import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.unsafe.Platform;

/** The hash of a file's bytes: that of Spark's function {@code xxhash64}. */
public final class ContentHash {
    private static final long SEED = 42;

    private ContentHash() {}

    /** Returns the hash of so many bytes. */
    public static long of(byte[] bytes, int length) {
        return XXH64.hashUnsafeBytes(bytes, Platform.BYTE_ARRAY_OFFSET, length, SEED);
    }
}
