package dev.marquetry.spark.engine;

import java.util.List;

/** The order in which the samples of an image stand in memory. */
public enum SampleOrder {
    /** Row by row, the channels of a pixel together. */
    INTERLEAVED,
    /** One channel after the other, each row by row. */
    PLANES;

    /** Returns the order of a tensor with these dimensions. */
    public static SampleOrder of(List<String> dimensions) {
        return dimensions.indexOf("C") == 0 ? PLANES : INTERLEAVED;
    }

    /**
     * Returns samples as OpenCV has them: row by row, blue before green before red.
     *
     * @param cell holds the samples at its end
     * @param pixels how many pixels there are
     * @param channels 1 or 3
     */
    public byte[] toOpenCv(byte[] cell, int pixels, int channels) {
        byte[] samples = new byte[pixels * channels];
        int start = cell.length - samples.length;
        if (channels == 1) {
            System.arraycopy(cell, start, samples, 0, samples.length);
            return samples;
        }
        int pixelStep = this == INTERLEAVED ? channels : 1;
        int channelStep = this == INTERLEAVED ? 1 : pixels;
        for (int pixel = 0; pixel < pixels; pixel++) {
            int from = start + pixel * pixelStep;
            samples[3 * pixel] = cell[from + 2 * channelStep];
            samples[3 * pixel + 1] = cell[from + channelStep];
            samples[3 * pixel + 2] = cell[from];
        }
        return samples;
    }
}
