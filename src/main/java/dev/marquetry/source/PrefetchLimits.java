package dev.marquetry.source;

import java.io.Serializable;

/**
 * How far ahead of the decoder files are read, per task.
 *
 * @param threads files that are read at once, where one thread does not keep up
 * @param files files that are under way or lie ready
 * @param bytes bytes that are under way or lie ready
 * @param ofEach bytes that are read of each file at most, from its beginning
 */
public record PrefetchLimits(int threads, int files, long bytes, long ofEach) implements Serializable {
    /** Enough to hide 50 ms per request behind a decoder of five hundred images per second. */
    public static final PrefetchLimits DEFAULT = new PrefetchLimits(32, 96, 32L << 20, Long.MAX_VALUE);

    /** Where the beginnings of files are enough: most headers of images are whole in them. */
    public static final PrefetchLimits HEADS = new PrefetchLimits(32, 96, 32L << 20, 256 * 1024);

    /** Checks that something can be read at all. */
    public PrefetchLimits {
        if (threads < 1 || files < 1 || bytes < 1 || ofEach < 1) {
            throw new IllegalArgumentException("prefetch limits must be at least 1: " + threads + " threads, " + files
                    + " files, " + bytes + " bytes, " + ofEach + " bytes of each file");
        }
    }
}
