package dev.marquetry.options;

/** How an image of one aspect ratio is fitted into a target of another: fastai's {@code ResizeMethod}. */
public enum ResizeMethod {
    /** The image keeps its size. */
    NONE,
    /** The largest centred window of the target's aspect ratio is cut out, then resized. */
    CROP,
    /** The whole image is resized, whatever its aspect ratio. */
    SQUISH,
    /** The image is padded to the target's aspect ratio, then resized. */
    PAD
}
