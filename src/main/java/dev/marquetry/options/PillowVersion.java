package dev.marquetry.options;

/** The versions of Pillow whose resized pixels differ: each pass rounds to 8 bits, so their order decides samples. */
public enum PillowVersion {
    /** Pillow 12 and older: the horizontal pass comes first, but for very tall images that shrink in height. */
    V12("12"),
    /** Pillow 13: the vertical pass comes first where the height shrinks by over twice of what the width does. */
    V13("13");

    /** From this ratio of height to width on, Pillow 12 takes an image for very tall. */
    private static final long TALL = 100;

    private final String major;

    PillowVersion(String major) {
        this.major = major;
    }

    /** Returns the first number of the version, as options have it. */
    public String major() {
        return major;
    }

    /**
     * Tells whether columns are resized before rows.
     *
     * <p>Sources: {@code Image.resize} of Pillow 12.3.0, {@code ImagingResampleInner} of Pillow 13.0.0.
     *
     * @param height rows of what is resized
     * @param width columns of what is resized
     * @param toHeight rows of the result
     * @param toWidth columns of the result
     */
    boolean shrinksHeightFirst(int height, int width, int toHeight, int toWidth) {
        return switch (this) {
            case V12 -> height > TALL * width && toHeight < height;
            case V13 -> height > toHeight && height - toHeight > 2L * (width - toWidth);
        };
    }
}
