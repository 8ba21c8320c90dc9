package dev.marquetry.spark.statistics;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Which images a sample takes: each by the hash of its path, so the sample does not depend on tasks.
 *
 * @param seed of the hash
 * @param share of the images that is taken, about
 */
public record ImageSample(long seed, double share) implements Serializable {
    /** Takes no image. */
    public static final ImageSample NONE = new ImageSample(0, 0);

    private static final int MANTISSA = 53;

    /**
     * Tells whether the sample takes an image.
     *
     * @param path as the input has it, or null
     */
    public boolean takes(UTF8String path) {
        return share > 0 && (share >= 1 || position(path) < share);
    }

    /** Returns a number of at least 0 and below 1, any as likely as another. */
    private double position(UTF8String path) {
        long hash = path == null
                ? seed
                : XXH64.hashUnsafeBytes(path.getBaseObject(), path.getBaseOffset(), path.numBytes(), seed);
        return (hash >>> (Long.SIZE - MANTISSA)) * 0x1p-53;
    }
}
