package dev.marquetry.image.resize;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Resizes rows, each by itself.
 *
 * <p>Two rows at once: a {@code long} holds a sample of each in its halves, and one multiplication weighs both. A sum
 * stays below 2^31, so nothing carries over from the lower half.
 */
final class HorizontalPass {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long BYTES = 0x000000FF_000000FFL;
    private static final long ROUNDING = (long) FilterWeights.ROUNDING << Integer.SIZE | FilterWeights.ROUNDING;

    private HorizontalPass() {}

    /** As {@link Pass#run}. */
    static void run(Raster source, FilterWeights filter, Raster target) {
        int height = target.height();
        for (int y = 0; y < height; y += 2) {
            int other = Math.min(y + 1, height - 1);
            if (source.channels() == 1) {
                lumaRows(source, y, other, filter, target);
            } else {
                colorRows(source, y, other, filter, target);
            }
        }
    }

    private static void colorRows(Raster source, int y, int other, FilterWeights filter, Raster target) {
        byte[] in = source.samples();
        byte[] out = target.samples();
        int[] starts = filter.starts();
        int[] weights = filter.weights();
        int taps = filter.taps();
        int upperRow = source.row(y);
        int toLower = source.row(other) - upperRow;
        int to = target.row(y);
        int below = target.row(other) - to;
        int k = 0;
        for (int start : starts) {
            long red = ROUNDING;
            long green = ROUNDING;
            long blue = ROUNDING;
            int from = upperRow + 3 * start;
            for (int end = k + taps; k < end; k++, from += 3) {
                long pixels =
                        ((int) INT.get(in, from) & 0xFFFFFFFFL) | ((long) (int) INT.get(in, from + toLower) << 32);
                long weight = weights[k];
                red += (pixels & BYTES) * weight;
                green += (pixels >>> 8 & BYTES) * weight;
                blue += (pixels >>> 16 & BYTES) * weight;
            }
            out[to] = (byte) (red >>> 22);
            out[to + 1] = (byte) (green >>> 22);
            out[to + 2] = (byte) (blue >>> 22);
            out[to + below] = (byte) (red >>> 54);
            out[to + below + 1] = (byte) (green >>> 54);
            out[to + below + 2] = (byte) (blue >>> 54);
            to += 3;
        }
    }

    private static void lumaRows(Raster source, int y, int other, FilterWeights filter, Raster target) {
        byte[] in = source.samples();
        byte[] out = target.samples();
        int[] starts = filter.starts();
        int[] weights = filter.weights();
        int taps = filter.taps();
        int upperRow = source.row(y);
        int toLower = source.row(other) - upperRow;
        int to = target.row(y);
        int below = target.row(other) - to;
        int k = 0;
        for (int start : starts) {
            long sum = ROUNDING;
            int from = upperRow + start;
            for (int end = k + taps; k < end; k++, from++) {
                sum += ((in[from] & 0xFFL) | (in[from + toLower] & 0xFFL) << 32) * weights[k];
            }
            out[to] = (byte) (sum >>> 22);
            out[to + below] = (byte) (sum >>> 54);
            to++;
        }
    }
}
