package dev.marquetry.report;

import java.util.Map;

/**
 * Makes a picture small by a whole factor, the same in both directions: each pixel is the mean of a square of pixels,
 * at the right and at the bottom of what is left of one. A picture that is small enough keeps its pixels as they are.
 *
 * <p>Takes samples one by one, in any order, so that the whole picture need not be in memory. For one picture and one
 * thread.
 */
public final class PictureReduction {
    private final int height;
    private final int width;
    private final int channels;
    private final int factor;
    private final int smallHeight;
    private final int smallWidth;
    private final long[] sums;

    /**
     * @param height of the picture in pixels
     * @param width of the picture in pixels
     * @param channels 1 or 3
     * @param factor that its sides are divided by, at least 1
     */
    public PictureReduction(int height, int width, int channels, int factor) {
        this.height = height;
        this.width = width;
        this.channels = channels;
        this.factor = factor;
        this.smallHeight = small(height);
        this.smallWidth = small(width);
        this.sums = new long[smallHeight * smallWidth * channels];
    }

    /**
     * Returns a picture that has at most so many pixels in either direction.
     *
     * @return the same one if it has no more
     */
    public static ShownPicture of(ShownPicture picture, int largest) {
        return by(factor(picture.height(), picture.width(), largest), picture);
    }

    /** Returns the least factor that leaves at most so many pixels in either direction. */
    public static int factor(int height, int width, int largest) {
        return Math.max(1, (Math.max(height, width) + largest - 1) / largest);
    }

    /**
     * Returns a picture whose sides are divided by a factor, and rounded up.
     *
     * @return the same one if the factor is 1
     */
    static ShownPicture by(int factor, ShownPicture picture) {
        if (factor == 1) {
            return picture;
        }
        PictureReduction reduction =
                new PictureReduction(picture.height(), picture.width(), picture.channels(), factor);
        int at = 0;
        for (int row = 0; row < picture.height(); row++) {
            for (int column = 0; column < picture.width(); column++) {
                for (int channel = 0; channel < picture.channels(); channel++) {
                    reduction.add(row, column, channel, Byte.toUnsignedInt(picture.samples()[at++]));
                }
            }
        }
        return reduction.picture(picture.path(), picture.columns());
    }

    private int small(int size) {
        return (size + factor - 1) / factor;
    }

    /**
     * Adds a sample of the picture, each of them once.
     *
     * @param sample from 0 to 255
     */
    public void add(int row, int column, int channel, int sample) {
        // There are millions, most of them of pictures that are small enough.
        int pixel = factor == 1 ? row * width + column : row / factor * smallWidth + column / factor;
        sums[pixel * channels + channel] += sample;
    }

    /** Returns the small picture, once all samples are added. */
    public ShownPicture picture(String path, Map<String, String> columns) {
        byte[] samples = new byte[sums.length];
        int at = 0;
        for (int row = 0; row < smallHeight; row++) {
            for (int column = 0; column < smallWidth; column++) {
                int pixels = covered(row, height) * covered(column, width);
                for (int channel = 0; channel < channels; channel++, at++) {
                    samples[at] = (byte) ((sums[at] + pixels / 2) / pixels);
                }
            }
        }
        return new ShownPicture(path, columns, smallHeight, smallWidth, channels, samples);
    }

    /** Returns how many of the picture's rows or columns one of the small picture stands for. */
    private int covered(int place, int size) {
        return Math.min(factor, size - place * factor);
    }
}
