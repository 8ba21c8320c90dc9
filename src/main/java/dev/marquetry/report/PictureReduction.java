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
     * @param largest how many pixels the small picture may have in either direction
     */
    public PictureReduction(int height, int width, int channels, int largest) {
        this.height = height;
        this.width = width;
        this.channels = channels;
        this.factor = Math.max(1, (Math.max(height, width) + largest - 1) / largest);
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
        if (Math.max(picture.height(), picture.width()) <= largest) {
            return picture;
        }
        PictureReduction reduction =
                new PictureReduction(picture.height(), picture.width(), picture.channels(), largest);
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
