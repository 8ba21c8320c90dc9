package dev.marquetry.options;

import java.io.Serializable;
import java.util.Objects;

/**
 * What the image stage makes of a file.
 *
 * @param mode the mode that every image is converted to
 * @param orientation what is done with the EXIF orientation
 * @param maxPixels the largest width times height that is decoded
 * @param resize the target size
 * @param maxScanPixels the largest number of pixels that decoding one file may go through, each as often as the file
 *     makes the decoder go through it
 * @param slowSeconds after how many seconds an image that is still being decoded is named in the log
 */
public record ImageOptions(
        ColorMode mode, Orientation orientation, long maxPixels, Resize resize, long maxScanPixels, long slowSeconds)
        implements Serializable {
    /** Pillow's error limit, twice its {@code MAX_IMAGE_PIXELS}. */
    public static final long DEFAULT_MAX_PIXELS = 178_956_970L;

    /** About half a minute of decoding; files that were not made to be slow stay below a third of it. */
    public static final long DEFAULT_MAX_SCAN_PIXELS = 8_000_000_000L;

    /** Honest images take less. */
    public static final long DEFAULT_SLOW_SECONDS = 10;

    /** Checks the limits. */
    public ImageOptions {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(orientation, "orientation");
        Objects.requireNonNull(resize, "resize");
        if (maxPixels < 1) {
            throw new IllegalArgumentException("maxPixels must be at least 1: " + maxPixels);
        }
        if (maxScanPixels < 1) {
            throw new IllegalArgumentException("maxScanPixels must be at least 1: " + maxScanPixels);
        }
        if (slowSeconds < 1) {
            throw new IllegalArgumentException("slowSeconds must be at least 1: " + slowSeconds);
        }
    }

    /** Makes options with the default bounds on the time that an image takes. */
    public ImageOptions(ColorMode mode, Orientation orientation, long maxPixels, Resize resize) {
        this(mode, orientation, maxPixels, resize, DEFAULT_MAX_SCAN_PIXELS, DEFAULT_SLOW_SECONDS);
    }

    /** Returns these options with another limit on the pixels that decoding one file may go through. */
    public ImageOptions withMaxScanPixels(long limit) {
        return new ImageOptions(mode, orientation, maxPixels, resize, limit, slowSeconds);
    }

    /** Returns these options with another time after which an image is named in the log. */
    public ImageOptions withSlowSeconds(long seconds) {
        return new ImageOptions(mode, orientation, maxPixels, resize, maxScanPixels, seconds);
    }
}
