package dev.marquetry.spark.statistics;

import java.io.Serializable;
import java.util.Arrays;

/**
 * How often each value of 8 bits stands in each channel of some images, after the resize and before any normalisation.
 * Not thread-safe.
 */
public final class PixelStatistics implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final int VALUES = ImageHistogram.VALUES;

    private long images;
    private long[] counts = new long[0];

    void add(ImageHistogram image) {
        int length = image.channels() * VALUES;
        if (counts.length < length) {
            counts = Arrays.copyOf(counts, length);
        }
        images++;
        for (int channel = 0; channel < image.channels(); channel++) {
            for (int value = 0; value < VALUES; value++) {
                counts[channel * VALUES + value] += image.count(channel, value);
            }
        }
    }

    void add(PixelStatistics others) {
        if (counts.length < others.counts.length) {
            counts = Arrays.copyOf(counts, others.counts.length);
        }
        images += others.images;
        for (int index = 0; index < others.counts.length; index++) {
            counts[index] += others.counts[index];
        }
    }

    /** Returns how many images were counted. */
    public long images() {
        return images;
    }

    /** Returns how many channels they have, 0 where there are none. */
    public int channels() {
        return counts.length / VALUES;
    }

    /** Returns how many samples a channel has. */
    public long samples(int channel) {
        return Arrays.stream(histogram(channel)).sum();
    }

    /** Returns how often each of the 256 values stands in a channel. */
    public long[] histogram(int channel) {
        return Arrays.copyOfRange(counts, channel * VALUES, (channel + 1) * VALUES);
    }

    /** Returns the mean of a channel, of samples divided by 255. */
    public double mean(int channel) {
        double sum = 0;
        long[] histogram = histogram(channel);
        for (int value = 0; value < VALUES; value++) {
            sum += (double) value * histogram[value];
        }
        return sum / samples(channel) / (VALUES - 1);
    }

    /** Returns the standard deviation of a channel, of samples divided by 255, as {@code numpy.std} has it. */
    public double deviation(int channel) {
        double mean = mean(channel) * (VALUES - 1);
        double sum = 0;
        long[] histogram = histogram(channel);
        for (int value = 0; value < VALUES; value++) {
            sum += (value - mean) * (value - mean) * histogram[value];
        }
        return Math.sqrt(sum / samples(channel)) / (VALUES - 1);
    }
}
