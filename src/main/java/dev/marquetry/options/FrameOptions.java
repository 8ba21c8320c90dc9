package dev.marquetry.options;

import java.util.Objects;
import java.util.Optional;

/**
 * What is made of the images of a DataFrame, and where in it they are.
 *
 * @param arrays what is made of an image
 * @param derived columns that are made of the paths
 * @param contentColumn the column with the images' bytes, or nothing where they are in files
 */
public record FrameOptions(ArrayOptions arrays, DerivedColumns derived, Optional<String> contentColumn) {
    /** Checks that nothing is null. */
    public FrameOptions {
        Objects.requireNonNull(arrays, "arrays");
        Objects.requireNonNull(derived, "derived");
        Objects.requireNonNull(contentColumn, "contentColumn");
    }
}
