package dev.marquetry.options;

import java.io.Serializable;
import java.util.Objects;

/**
 * What is made of an image, wherever it comes from and wherever it goes.
 *
 * @param image what is made of a file
 * @param tensor what pixels are converted to
 * @param engine how the engine is run
 * @param models what the converted batches are run through
 */
public record ArrayOptions(ImageOptions image, TensorOptions tensor, EngineOptions engine, Models models)
        implements Serializable {
    /** Checks that models get what they take. */
    public ArrayOptions {
        Objects.requireNonNull(image, "image");
        Objects.requireNonNull(engine, "engine");
        models.requireFloats(tensor);
    }
}
