package dev.marquetry.sample;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.util.Arrays;

/** A palette of 252 colours at even distances, into which pictures are dithered after Floyd and Steinberg. */
final class Palette {
    private static final int[] LEVELS = {6, 7, 6};
    private static final int COLORS = 252;

    private Palette() {}

    static BufferedImage dither(Picture picture) {
        int width = picture.width();
        int height = picture.height();
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, colors());
        byte[] indexes = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        byte[] samples = picture.bytes();
        // The errors of this row and of the next, with a pixel's room at either end.
        float[][] errors = new float[2][3 * (width + 2)];
        for (int y = 0; y < height; y++) {
            float[] here = errors[y % 2];
            float[] below = errors[(y + 1) % 2];
            Arrays.fill(below, 0f);
            for (int x = 0; x < width; x++) {
                int index = 0;
                for (int channel = 0; channel < 3; channel++) {
                    int place = 3 * (x + 1) + channel;
                    int steps = LEVELS[channel] - 1;
                    float wanted = Byte.toUnsignedInt(samples[3 * (y * width + x) + channel]) + here[place];
                    int level = Math.min(Math.max(Math.round(wanted * steps / 255f), 0), steps);
                    float error = wanted - level * 255f / steps;
                    here[place + 3] += error * 7 / 16;
                    below[place - 3] += error * 3 / 16;
                    below[place] += error * 5 / 16;
                    below[place + 3] += error / 16;
                    index = index * LEVELS[channel] + level;
                }
                indexes[y * width + x] = (byte) index;
            }
        }
        return image;
    }

    private static IndexColorModel colors() {
        byte[] red = new byte[COLORS];
        byte[] green = new byte[COLORS];
        byte[] blue = new byte[COLORS];
        for (int index = 0; index < COLORS; index++) {
            red[index] = level(index / (LEVELS[2] * LEVELS[1]), LEVELS[0]);
            green[index] = level(index / LEVELS[2] % LEVELS[1], LEVELS[1]);
            blue[index] = level(index % LEVELS[2], LEVELS[2]);
        }
        return new IndexColorModel(8, COLORS, red, green, blue);
    }

    private static byte level(int level, int levels) {
        return (byte) (level * 255 / (levels - 1));
    }
}
