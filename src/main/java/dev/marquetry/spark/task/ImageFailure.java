package dev.marquetry.spark.task;

import java.util.Objects;

/**
 * Names the image that a task was at when something failed that no image should make fail: a library that cannot be
 * loaded, a fault of our own. What is wrong with the image itself is a reject and never this.
 */
public final class ImageFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String path;

    /**
     * Makes the exception.
     *
     * @param path the image, as messages show it
     * @param cause what failed
     */
    ImageFailure(String path, Throwable cause) {
        super("at the image " + path, Objects.requireNonNull(cause, "cause"));
        this.path = Objects.requireNonNull(path, "path");
    }

    /** Returns the image, as messages show it. */
    public String path() {
        return path;
    }
}
