package dev.marquetry.image.resize;

/**
 * A view of 8-bit samples in HWC order: one channel (luma) or three (red, green, blue).
 *
 * <p>The samples may be a buffer that the next image overwrites. Cutting a window moves no samples.
 */
public final class Raster {
    private final byte[] samples;
    private final int offset;
    private final int stride;
    private final int height;
    private final int width;
    private final int channels;

    /** Wraps samples, which are not copied. */
    public Raster(byte[] samples, int height, int width, int channels) {
        this(samples, 0, width * channels, height, width, channels);
    }

    private Raster(byte[] samples, int offset, int stride, int height, int width, int channels) {
        this.samples = samples;
        this.offset = offset;
        this.stride = stride;
        this.height = height;
        this.width = width;
        this.channels = channels;
    }

    /** Returns the samples, row by row and interleaved; the array may be longer. */
    public byte[] samples() {
        return samples;
    }

    int offset() {
        return offset;
    }

    /** Returns the index of a row's first sample. */
    public int row(int y) {
        return offset + y * stride;
    }

    /** Returns the number of rows. */
    public int height() {
        return height;
    }

    /** Returns the number of columns. */
    public int width() {
        return width;
    }

    /** Returns the number of samples of a pixel. */
    public int channels() {
        return channels;
    }

    /** Returns the part of this raster that the window covers. */
    public Raster window(int left, int top, int windowWidth, int windowHeight) {
        return new Raster(
                samples, offset + top * stride + left * channels, stride, windowHeight, windowWidth, channels);
    }

    /** Tells whether the rows follow each other without a gap, from index 0 to the end of the array. */
    boolean fillsItsArray() {
        return offset == 0 && stride == width * channels && samples.length == height * stride;
    }
}
