package dev.marquetry.parquet;

import java.util.List;

/**
 * How 8-bit samples became the values of a column of images: divided by the scale and, where there are statistics, less
 * the mean of their channel and divided by its deviation.
 *
 * @param scale 1 or 255
 * @param mean one per channel, or none
 * @param std as many, none of them 0
 */
public record PixelScaling(double scale, List<Double> mean, List<Double> std) {
    private static final int WHITE = 255;

    /** Copies the lists, and checks that they are of one length. */
    public PixelScaling {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        if (mean.size() != std.size()) {
            throw new IllegalArgumentException("mean and std must be lists of one length, not " + mean + " and " + std);
        }
    }

    /** Returns whether values of 8 bits are the samples themselves. */
    public boolean isNone() {
        return scale == 1 && mean.isEmpty();
    }

    /** Returns whether images of so many channels can be scaled in this way. */
    public boolean fits(int channels) {
        return mean.isEmpty() || mean.size() == channels;
    }

    /**
     * Returns the sample that became a value, or the nearest one where the value came from none, from 0 to 255; 0 of
     * what is no number.
     *
     * @param value of the column
     * @param channel its channel, from 0
     */
    public int sample(double value, int channel) {
        double scaled = mean.isEmpty() ? value : value * std.get(channel) + mean.get(channel);
        return (int) Math.max(0, Math.min(WHITE, Math.round(scaled * scale)));
    }
}
