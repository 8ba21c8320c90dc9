package dev.marquetry.options;

import java.io.Serializable;
import java.util.Objects;

/**
 * How {@link OutputMode#UPDATE} treats images that the dataset knows. Immutable.
 *
 * @param retry which images are tried again that gave no array before and have not changed since
 * @param gone what is done about rows whose images the input no longer has
 * @param batch the most rows that are converted before they are committed, at least 1
 */
public record UpdateOptions(Retry retry, Gone gone, long batch) implements Serializable {
    /** What may heal by itself is tried again, gone images keep their rows, 100,000 rows are a batch. */
    public static final UpdateOptions DEFAULT = new UpdateOptions(Retry.FETCH, Gone.KEEP, 100_000);

    /** Which images are tried again. */
    public enum Retry {
        /** Those that could not be read, or for which there was not enough memory: what may heal by itself. */
        FETCH,
        /** All of them. */
        ALL,
        /** None of them. */
        NONE
    }

    /** What is done about rows whose images the input no longer has. */
    public enum Gone {
        /** They stay, and are counted. */
        KEEP,
        /** They are removed. */
        REMOVE
    }

    /** Checks the range. */
    public UpdateOptions {
        Objects.requireNonNull(retry, "retry");
        Objects.requireNonNull(gone, "gone");
        if (batch < 1) {
            throw new IllegalArgumentException("batch must be at least 1: " + batch);
        }
    }
}
