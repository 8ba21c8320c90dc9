package dev.marquetry.sample;

/**
 * A picture as a camera's sensor gives it: red, green and blue of each pixel in 16 bits, row by row. The array is not
 * copied and not to be changed.
 */
final class Picture {
    private final int width;
    private final int height;
    private final short[] samples;

    Picture(int width, int height, short[] samples) {
        this.width = width;
        this.height = height;
        this.samples = samples;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Returns red, green and blue, unsigned. */
    short[] samples() {
        return samples;
    }

    /** Returns the picture in 8 bits: the high byte of each sample. */
    byte[] bytes() {
        byte[] bytes = new byte[samples.length];
        for (int index = 0; index < bytes.length; index++) {
            bytes[index] = (byte) (samples[index] >> 8);
        }
        return bytes;
    }

    /** Returns the picture's luma in 16 bits. */
    short[] luma() {
        short[] luma = new short[samples.length / 3];
        for (int pixel = 0; pixel < luma.length; pixel++) {
            long weighted = 19595L * Short.toUnsignedInt(samples[3 * pixel])
                    + 38470L * Short.toUnsignedInt(samples[3 * pixel + 1])
                    + 7471L * Short.toUnsignedInt(samples[3 * pixel + 2]);
            luma[pixel] = (short) (weighted >> 16);
        }
        return luma;
    }

    /** Returns the picture turned to the left by a quarter, as a camera held upright stores it. */
    Picture turnedLeft() {
        short[] turned = new short[samples.length];
        int index = 0;
        for (int column = width - 1; column >= 0; column--) {
            for (int row = 0; row < height; row++) {
                int source = 3 * (row * width + column);
                turned[index++] = samples[source];
                turned[index++] = samples[source + 1];
                turned[index++] = samples[source + 2];
            }
        }
        return new Picture(/* width= */ height, /* height= */ width, turned);
    }
}
