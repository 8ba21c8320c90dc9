package dev.marquetry.sample;

/** Separates pictures into cyan, magenta, yellow and black, stored inverted (255 is no ink) as in Adobe's JPEGs. */
final class FourInks {
    private static final int FULL = 255;

    private FourInks() {}

    /** Returns four samples for each pixel. */
    static byte[] cmyk(Picture picture) {
        byte[] samples = picture.bytes();
        byte[] inks = new byte[samples.length / 3 * 4];
        for (int pixel = 0; pixel < inks.length / 4; pixel++) {
            int red = Byte.toUnsignedInt(samples[3 * pixel]);
            int green = Byte.toUnsignedInt(samples[3 * pixel + 1]);
            int blue = Byte.toUnsignedInt(samples[3 * pixel + 2]);
            // Black takes the place of a part of what the three inks have in common, as in print.
            int white = (FULL + Math.max(red, Math.max(green, blue))) / 2;
            inks[4 * pixel] = (byte) (red * FULL / white);
            inks[4 * pixel + 1] = (byte) (green * FULL / white);
            inks[4 * pixel + 2] = (byte) (blue * FULL / white);
            inks[4 * pixel + 3] = (byte) white;
        }
        return inks;
    }

    /** Returns the same with luma and chroma in the place of the three colours, as libjpeg converts them. */
    static byte[] ycck(Picture picture) {
        byte[] inks = cmyk(picture);
        for (int pixel = 0; pixel < inks.length; pixel += 4) {
            int red = FULL - Byte.toUnsignedInt(inks[pixel]);
            int green = FULL - Byte.toUnsignedInt(inks[pixel + 1]);
            int blue = FULL - Byte.toUnsignedInt(inks[pixel + 2]);
            inks[pixel] = sample(0.299f * red + 0.587f * green + 0.114f * blue);
            inks[pixel + 1] = sample(128f - 0.168736f * red - 0.331264f * green + 0.5f * blue);
            inks[pixel + 2] = sample(128f + 0.5f * red - 0.418688f * green - 0.081312f * blue);
        }
        return inks;
    }

    private static byte sample(float value) {
        return (byte) Math.min(Math.max(Math.round(value), 0), FULL);
    }
}
