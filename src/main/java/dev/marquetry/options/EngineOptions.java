package dev.marquetry.options;

import java.io.Serializable;
import java.util.Objects;

/**
 * How the engine is run.
 *
 * @param device which device is asked for
 * @param batchSize the largest number of images per engine call
 * @param resize where images are resized
 */
public record EngineOptions(DeviceChoice device, int batchSize, ResizePlace resize) implements Serializable {
    /** The most bytes of 8-bit samples that a batch has, one image aside. */
    public static final long MOST_BATCH_BYTES = 32L << 20;

    /** Checks the batch size. */
    public EngineOptions {
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(resize, "resize");
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize must be at least 1: " + batchSize);
        }
    }

    /** Makes options that resize where {@link ResizePlace#AUTO} says. */
    public EngineOptions(DeviceChoice device, int batchSize) {
        this(device, batchSize, ResizePlace.AUTO);
    }
}
