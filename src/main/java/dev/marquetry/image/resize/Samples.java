package dev.marquetry.image.resize;

import java.util.Arrays;

/** Pillow's conversions between colour spaces, in its 8-bit integer arithmetic. */
public final class Samples {
    private Samples() {}

    /** Returns Pillow's luma of one colour: ITU-R 601-2 with 16 fractional bits. */
    public static int luma(int red, int green, int blue) {
        return (19595 * red + 38470 * green + 7471 * blue + 0x8000) >> 16;
    }

    /** Returns the luma of a raster that fills its rows, written over its own samples. */
    public static Raster luma(Raster raster) {
        if (raster.channels() == 1) {
            return raster;
        }
        byte[] samples = raster.samples();
        int count = raster.height() * raster.width();
        for (int i = 0, j = raster.offset(); i < count; i++, j += 3) {
            samples[i] = (byte) luma(samples[j] & 0xFF, samples[j + 1] & 0xFF, samples[j + 2] & 0xFF);
        }
        return new Raster(samples, raster.height(), raster.width(), 1);
    }

    /** Returns one component of the colour that Pillow makes of CMYK, from the ink and what black leaves over. */
    public static byte fromInk(int ink, int white) {
        int product = ink * white + 128;
        return (byte) Math.max(white - (((product >> 8) + product) >> 8), 0);
    }

    /** Returns the samples in their own array, luma repeated where three channels are asked for. */
    public static byte[] packed(Raster raster, int channels) {
        if (raster.channels() == channels) {
            return raster.fillsItsArray() ? raster.samples() : copy(raster);
        }
        byte[] target = new byte[raster.height() * raster.width() * channels];
        int to = 0;
        for (int y = 0; y < raster.height(); y++) {
            int from = raster.row(y);
            for (int x = 0; x < raster.width(); x++, to += 3) {
                byte value = raster.samples()[from + x];
                target[to] = value;
                target[to + 1] = value;
                target[to + 2] = value;
            }
        }
        return target;
    }

    private static byte[] copy(Raster raster) {
        int row = raster.width() * raster.channels();
        if (row * raster.height() == raster.row(raster.height()) - raster.offset()) {
            return Arrays.copyOfRange(raster.samples(), raster.offset(), raster.offset() + row * raster.height());
        }
        byte[] target = new byte[row * raster.height()];
        for (int y = 0; y < raster.height(); y++) {
            System.arraycopy(raster.samples(), raster.row(y), target, y * row, row);
        }
        return target;
    }
}
