package dev.marquetry.image;

import java.io.Serializable;
import java.util.Objects;

/**
 * What the image stage makes of a file.
 *
 * @param mode the mode that every image is converted to
 * @param orientation what is done with the EXIF orientation
 * @param maxPixels the largest width times height that is decoded
 * @param resize the target size
 */
public record ImageOptions(ColorMode mode, Orientation orientation, long maxPixels, Resize resize)
        implements Serializable {
    /** Pillow's error limit, twice its {@code MAX_IMAGE_PIXELS}. */
    public static final long DEFAULT_MAX_PIXELS = 178_956_970L;

    /** Checks the limit. */
    public ImageOptions {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(orientation, "orientation");
        Objects.requireNonNull(resize, "resize");
        if (maxPixels < 1) {
            throw new IllegalArgumentException("maxPixels must be at least 1: " + maxPixels);
        }
    }
}
