package dev.marquetry.spark.statistics;

import dev.marquetry.image.resize.Pixels;
import java.io.Serializable;

/**
 * A small picture of an image.
 *
 * @param path the image's path
 * @param mean of its samples, as shares of 255
 * @param deviation how far samples are from the mean of their channel, in the root of the mean square, as shares of 255
 * @param picture at most {@value #MOST_SIDE} rows and columns of its pixels
 */
public record Thumbnail(String path, double mean, double deviation, Picture picture) implements Serializable {
    /** Rows and columns that are kept. */
    public static final int MOST_SIDE = 40;

    /** Some of an image's pixels, HWC. */
    public static final class Picture implements Serializable {
        private static final long serialVersionUID = 1L;

        private final int height;
        private final int width;
        private final int channels;
        private final byte[] samples;

        private Picture(int height, int width, int channels, byte[] samples) {
            this.height = height;
            this.width = width;
            this.channels = channels;
            this.samples = samples;
        }

        /** Takes every so manieth pixel. */
        static Picture of(Pixels pixels) {
            int step = (Math.max(pixels.height(), pixels.width()) + MOST_SIDE - 1) / MOST_SIDE;
            int height = (pixels.height() + step - 1) / step;
            int width = (pixels.width() + step - 1) / step;
            int channels = pixels.channels();
            byte[] samples = new byte[height * width * channels];
            int to = 0;
            for (int y = 0; y < height; y++) {
                int row = Math.min(y * step + step / 2, pixels.height() - 1) * pixels.width();
                for (int x = 0; x < width; x++) {
                    int from = (row + Math.min(x * step + step / 2, pixels.width() - 1)) * channels;
                    System.arraycopy(pixels.data(), from, samples, to, channels);
                    to += channels;
                }
            }
            return new Picture(height, width, channels, samples);
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

        /** Returns the samples, not a copy. */
        public byte[] samples() {
            return samples;
        }
    }
}
