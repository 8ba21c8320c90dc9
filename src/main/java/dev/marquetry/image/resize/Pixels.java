package dev.marquetry.image.resize;

import java.util.Objects;

/**
 * The 8-bit samples of one image, row-major in HWC order.
 *
 * <p>The logical view is fastai's CHW tensor: the same memory with the strides (1, C*W, C). The samples are owned by
 * this object: nobody changes the array after it was handed over, unless it is given back.
 */
public final class Pixels {
    private final int height;
    private final int width;
    private final int channels;
    private final byte[] data;

    /**
     * Wraps samples, without copying them.
     *
     * @param height rows, at least 1
     * @param width columns, at least 1
     * @param channels samples per pixel: 3 for RGB, 1 for L
     * @param data the samples, unsigned, exactly {@code height * width * channels} of them
     */
    public Pixels(int height, int width, int channels, byte[] data) {
        Objects.requireNonNull(data, "data");
        if (height < 1 || width < 1 || channels < 1) {
            throw new IllegalArgumentException("shape must be positive: " + height + "x" + width + "x" + channels);
        }
        if (data.length != (long) height * width * channels) {
            throw new IllegalArgumentException(
                    data.length + " samples do not fill the shape " + height + "x" + width + "x" + channels);
        }
        this.height = height;
        this.width = width;
        this.channels = channels;
        this.data = data;
    }

    /** Returns the number of rows. */
    public int height() {
        return height;
    }

    /** Returns the number of columns. */
    public int width() {
        return width;
    }

    /** Returns the number of samples per pixel. */
    public int channels() {
        return channels;
    }

    /** Returns the samples themselves, not a copy. */
    public byte[] data() {
        return data;
    }
}
