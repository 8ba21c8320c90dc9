package dev.marquetry.image;

/** Pillow's conversion from RGB to L, in its fixed point. */
final class Luma {
    private Luma() {}

    static byte of(int red, int green, int blue) {
        return (byte) ((19595 * red + 38470 * green + 7471 * blue + 0x8000) >> 16);
    }

    /** Replaces RGB samples by their luma, in place. */
    static void replace(byte[] samples, int pixels) {
        for (int pixel = 0; pixel < pixels; pixel++) {
            int from = pixel * 3;
            samples[pixel] = of(samples[from] & 0xff, samples[from + 1] & 0xff, samples[from + 2] & 0xff);
        }
    }
}
