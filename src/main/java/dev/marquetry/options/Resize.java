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
 * @param pillow whose order of the two passes is followed
 */
public record Resize(ResizeMethod method, int height, int width, PadMode padMode, PillowVersion pillow)
        implements Serializable {
    /** The resize that leaves the image as it is. */
    public static final Resize NONE = new Resize(ResizeMethod.NONE, 0, 0, PadMode.REFLECTION);

    /** Checks that a method has a size. */
    public Resize {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(padMode, "padMode");
        Objects.requireNonNull(pillow, "pillow");
        if (method != ResizeMethod.NONE && (height < 1 || width < 1)) {
            throw new IllegalArgumentException("resize to " + height + "x" + width + ": both must be at least 1");
        }
    }

    /** Makes a resize as Pillow 12 does it. */
    public Resize(ResizeMethod method, int height, int width, PadMode padMode) {
        this(method, height, width, padMode, PillowVersion.V12);
    }

    /** Returns the same resize as another Pillow does it. */
    public Resize withPillow(PillowVersion version) {
        return new Resize(method, height, width, padMode, version);
    }

    /**
     * Tells whether columns are resized before rows; each of the two passes rounds to 8 bits.
     *
     * @param windowHeight rows of what is resized
     * @param windowWidth columns of what is resized
     */
    public boolean shrinksHeightFirst(int windowHeight, int windowWidth) {
        return pillow.shrinksHeightFirst(windowHeight, windowWidth, height, width);
    }
}
