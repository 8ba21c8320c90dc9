package dev.marquetry.image;

/**
 * A view of 8-bit samples in HWC order: one channel (luma) or three (red, green, blue).
 *
 * <p>The samples may be a buffer that the next image overwrites. Cutting a window moves no samples.
 */
final class Raster {
    private final byte[] samples;
    private final int offset;
    private final int stride;
    private final int height;
    private final int width;
    private final int channels;

    Raster(byte[] samples, int height, int width, int channels) {
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

    byte[] samples() {
        return samples;
    }

    int offset() {
        return offset;
    }

    /** Returns the index of a row's first sample. */
    int row(int y) {
        return offset + y * stride;
    }

    int height() {
        return height;
    }

    int width() {
        return width;
    }

    int channels() {
        return channels;
    }

    /** Returns the part of this raster that the window covers. */
    Raster window(int left, int top, int windowWidth, int windowHeight) {
        return new Raster(
                samples, offset + top * stride + left * channels, stride, windowHeight, windowWidth, channels);
    }

    /** Tells whether the rows follow each other without a gap, from index 0 to the end of the array. */
    boolean fillsItsArray() {
        return offset == 0 && stride == width * channels && samples.length == height * stride;
    }
}
