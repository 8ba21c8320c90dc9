package dev.marquetry.options;

/** What stands in the area that {@link ResizeMethod#PAD} adds: fastai's {@code PadMode}. */
public enum PadMode {
    /** The image mirrored at its edge, without repeating the edge pixel. */
    REFLECTION,
    /** The edge pixel, repeated. */
    BORDER,
    /** Zeros. */
    ZEROS
}
