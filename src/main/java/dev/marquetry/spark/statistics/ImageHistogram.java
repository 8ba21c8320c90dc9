package dev.marquetry.spark.statistics;

import dev.marquetry.image.resize.Pixels;
import java.util.Arrays;

/** How often each value stands in each channel of one image after another. Not thread-safe. */
final class ImageHistogram {
    static final int VALUES = 256;

    /** Neighbours are counted apart: the same counter twice in a row has to wait for itself. */
    private static final int TABLES = 6;

    private final int[] tables = new int[TABLES * VALUES];
    private final int[] counts = new int[3 * VALUES];
    private int channels;
    private long samples;

    /** Counts the samples of an image, and forgets the one before. */
    void count(Pixels pixels) {
        channels = pixels.channels();
        byte[] data = pixels.data();
        samples = data.length;
        Arrays.fill(tables, 0);
        int whole = data.length - data.length % TABLES;
        for (int i = 0; i < whole; i += TABLES) {
            tables[data[i] & 0xFF]++;
            tables[VALUES + (data[i + 1] & 0xFF)]++;
            tables[2 * VALUES + (data[i + 2] & 0xFF)]++;
            tables[3 * VALUES + (data[i + 3] & 0xFF)]++;
            tables[4 * VALUES + (data[i + 4] & 0xFF)]++;
            tables[5 * VALUES + (data[i + 5] & 0xFF)]++;
        }
        for (int i = whole; i < data.length; i++) {
            tables[(i - whole) * VALUES + (data[i] & 0xFF)]++;
        }
        Arrays.fill(counts, 0);
        for (int table = 0; table < TABLES; table++) {
            int channel = table % channels;
            for (int value = 0; value < VALUES; value++) {
                counts[channel * VALUES + value] += tables[table * VALUES + value];
            }
        }
    }

    /** Returns the number of channels, whose number divides that of the tables. */
    int channels() {
        return channels;
    }

    /** Returns how often a value stands in a channel. */
    int count(int channel, int value) {
        return counts[channel * VALUES + value];
    }

    /** Returns the mean of all samples, as shares of 255. */
    double mean() {
        double sum = 0;
        for (int channel = 0; channel < channels; channel++) {
            for (int value = 0; value < VALUES; value++) {
                sum += (double) value * count(channel, value);
            }
        }
        return sum / samples / (VALUES - 1);
    }

    /**
     * Returns how far samples are from the mean of their channel: the root of the mean square, as shares of 255; 0 if
     * and only if each channel has one value.
     */
    double deviation() {
        double sum = 0;
        double pixels = (double) samples / channels;
        for (int channel = 0; channel < channels; channel++) {
            double mean = 0;
            for (int value = 0; value < VALUES; value++) {
                mean += value * (count(channel, value) / pixels);
            }
            for (int value = 0; value < VALUES; value++) {
                sum += (value - mean) * (value - mean) * count(channel, value);
            }
        }
        return Math.sqrt(sum / samples) / (VALUES - 1);
    }
}
