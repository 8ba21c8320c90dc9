package dev.marquetry.image;

/**
 * From CMYK samples of a JPEG file to RGB, as libjpeg and Pillow do it.
 *
 * <p>The source of the integer formulas is libjpeg's {@code ycck_cmyk_convert} and Pillow's {@code cmyk2rgb}; Pillow
 * takes every CMYK JPEG for one that Adobe wrote, that is inverted.
 */
final class Cmyk {
    private static final int BITS = 16;
    private static final int HALF = 1 << (BITS - 1);

    private Cmyk() {}

    /** Replaces one pixel of YCCK by CMYK, in place. */
    static void fromYcck(int[] pixel) {
        int luma = pixel[0];
        int blue = pixel[1] - 128;
        int red = pixel[2] - 128;
        pixel[0] = limit(255 - (luma + ((fix(1.40200) * red + HALF) >> BITS)));
        pixel[1] = limit(255 - (luma + ((-fix(0.34414) * blue - fix(0.71414) * red + HALF) >> BITS)));
        pixel[2] = limit(255 - (luma + ((fix(1.77200) * blue + HALF) >> BITS)));
    }

    /** Writes the RGB samples of one pixel of inverted CMYK. */
    static void toRgb(int[] pixel, byte[] samples, int at) {
        int black = pixel[3];
        for (int channel = 0; channel < 3; channel++) {
            int ink = 255 - pixel[channel];
            samples[at + channel] = (byte) limit(black - multiply(ink, black));
        }
    }

    /** Pillow's {@code MULDIV255}. */
    private static int multiply(int left, int right) {
        int product = left * right + 128;
        return ((product >> 8) + product) >> 8;
    }

    private static int fix(double factor) {
        return (int) (factor * (1 << BITS) + 0.5);
    }

    private static int limit(int value) {
        return Math.max(0, Math.min(255, value));
    }
}
