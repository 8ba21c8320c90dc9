package dev.marquetry.spark;

import java.util.Objects;

/**
 * What became of one image that was tried before anything is converted.
 *
 * @param path the image, as messages show it
 * @param error the code that it would have in {@code rejects/}, or nothing where it can be read
 * @param message why it cannot be read, or nothing
 */
public record ProbedImage(String path, String error, String message) {
    /** Checks that nothing is null. */
    public ProbedImage {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(error, "error");
        Objects.requireNonNull(message, "message");
    }

    /** Returns whether it gives an array. */
    public boolean isReadable() {
        return error.isEmpty();
    }
}
