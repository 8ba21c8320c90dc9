package dev.marquetry.report;

import java.util.Arrays;
import java.util.Map;

/**
 * Makes a picture small by a whole factor, the same in both directions: each pixel is the mean of a square of pixels,
 * at the right and at the bottom of what is left of one. A picture that is small enough keeps its pixels as they are.
 *
 * <p>Takes rows one by one, in any order, so that the whole picture need not be in memory. For one picture and one
 * thread.
 */
public final class PictureReduction {
    private final int height;
    private final int width;
    private final int channels;
    private final int factor;
    private final int smallHeight;
    private final int smallWidth;

    /** Of the small picture. */
    private final byte[] samples;

    /** Of the samples that each of the small picture's is the mean of; none where the picture keeps its own. */
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
        this.samples = new byte[smallHeight * smallWidth * channels];
        this.sums = new long[factor == 1 ? 0 : samples.length];
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
        int rowLength = picture.width() * picture.channels();
        for (int row = 0; row < picture.height(); row++) {
            byte[] samples = Arrays.copyOfRange(picture.samples(), row * rowLength, (row + 1) * rowLength);
            reduction.addRow(row, samples);
        }
        return reduction.picture(picture.path(), picture.columns(), picture.divided());
    }

    private int small(int size) {
        return (size + factor - 1) / factor;
    }

    /**
     * Adds a row of the picture, each of them once.
     *
     * @param row from 0
     * @param line all samples of its pixels, HWC
     */
    public void addRow(int row, byte[] line) {
        addRow(row, 0, channels, line);
    }

    /**
     * Adds a row of one channel of the picture, each of them once.
     *
     * @param row from 0
     * @param channel from 0
     * @param line a sample of each of its pixels
     */
    public void addRow(int row, int channel, byte[] line) {
        addRow(row, channel, 1, line);
    }

    /**
     * @param together how many channels the line has, the first one included
     */
    private void addRow(int row, int channel, int together, byte[] line) {
        int to = row / factor * smallWidth * channels + channel;
        if (factor == 1 && together == channels) {
            System.arraycopy(line, 0, samples, to, line.length);
            return;
        }
        int from = 0;
        for (int x = 0; x < width; x += factor, to += channels) {
            int end = from + Math.min(factor, width - x) * together;
            for (; from < end; from += together) {
                for (int c = 0; c < together; c++) {
                    add(to + c, line[from + c]);
                }
            }
        }
    }

    private void add(int to, byte sample) {
        if (factor == 1) {
            samples[to] = sample;
        } else {
            sums[to] += Byte.toUnsignedInt(sample);
        }
    }

    /** Returns the small picture, once all rows are added. */
    public ShownPicture picture(String path, Map<String, String> columns) {
        return picture(path, columns, 1);
    }

    /**
     * @param divided by what the sides were divided before
     */
    private ShownPicture picture(String path, Map<String, String> columns, int divided) {
        for (int at = 0; at < sums.length; at++) {
            int pixel = at / channels;
            int pixels = covered(pixel / smallWidth, height) * covered(pixel % smallWidth, width);
            samples[at] = (byte) ((sums[at] + pixels / 2) / pixels);
        }
        return new ShownPicture(path, columns, smallHeight, smallWidth, channels, samples, divided * factor);
    }

    /** Returns how many of the picture's rows or columns one of the small picture stands for. */
    private int covered(int place, int size) {
        return Math.min(factor, size - place * factor);
    }
}
