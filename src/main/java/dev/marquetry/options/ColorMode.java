package dev.marquetry.options;

/** The mode that an image is converted to after it is opened: fastai's {@code PILImage} or {@code PILImageBW}. */
public enum ColorMode {
    /** Three channels: red, green, blue. */
    RGB(3),
    /** One channel: luma. */
    L(1);

    private final int channels;

    ColorMode(int channels) {
        this.channels = channels;
    }

    /** Returns the number of samples per pixel. */
    public int channels() {
        return channels;
    }
}
