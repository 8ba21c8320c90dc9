package dev.marquetry.options;

import java.io.Serializable;
import java.util.Objects;

/**
 * The target size of an image and the way to it: fastai's {@code Resize(size, method, pad_mode)} at validation time.
 *
 * @param method how aspect ratios are fitted; with {@link ResizeMethod#NONE} the other components mean nothing
 * @param height rows of the result
 * @param width columns of the result
 * @param padMode what stands in the padding of {@link ResizeMethod#PAD}
 */
public record Resize(ResizeMethod method, int height, int width, PadMode padMode) implements Serializable {
    /** From this ratio of height to width on, Pillow shrinks the height first. */
    private static final long TALL = 100;

    /** The resize that leaves the image as it is. */
    public static final Resize NONE = new Resize(ResizeMethod.NONE, 0, 0, PadMode.REFLECTION);

    /** Checks that a method has a size. */
    public Resize {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(padMode, "padMode");
        if (method != ResizeMethod.NONE && (height < 1 || width < 1)) {
            throw new IllegalArgumentException("resize to " + height + "x" + width + ": both must be at least 1");
        }
    }

    /**
     * Tells whether columns are resized before rows; each of the two passes rounds to 8 bits.
     *
     * @param windowHeight rows of what is resized
     * @param windowWidth columns of what is resized
     */
    public boolean shrinksHeightFirst(int windowHeight, int windowWidth) {
        return windowHeight > TALL * windowWidth && height < windowHeight;
    }
}
