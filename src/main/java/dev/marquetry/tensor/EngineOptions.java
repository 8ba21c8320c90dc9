package dev.marquetry.tensor;

import java.io.Serializable;
import java.util.Objects;

/**
 * How the engine is run.
 *
 * @param device which device is asked for
 * @param batchSize the largest number of images per engine call
 */
public record EngineOptions(DeviceChoice device, int batchSize) implements Serializable {
    /** Checks the batch size. */
    public EngineOptions {
        Objects.requireNonNull(device, "device");
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize must be at least 1: " + batchSize);
        }
    }
}
