package dev.marquetry.image.resize;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Resizes columns: every row of the target is a weighted sum of rows of the source.
 *
 * <p>Eight samples at once, two in each of four {@code long} sums. A sum stays below 2^31, so nothing carries over.
 */
final class VerticalPass {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long BYTES = 0x000000FF_000000FFL;
    private static final long ROUNDING = (long) FilterWeights.ROUNDING << Integer.SIZE | FilterWeights.ROUNDING;

    private VerticalPass() {}

    /** As {@link Pass#run}. */
    static void run(Raster source, FilterWeights filter, Raster target) {
        for (int y = 0; y < target.height(); y++) {
            row(source, filter, target, y);
        }
    }

    private static void row(Raster source, FilterWeights filter, Raster target, int y) {
        byte[] in = source.samples();
        byte[] out = target.samples();
        int[] weights = filter.weights();
        int taps = filter.taps();
        int first = y * taps;
        int top = source.row(filter.starts()[y]);
        int step = source.row(1) - source.row(0);
        int to = target.row(y);
        int count = source.width() * source.channels();
        int x = 0;
        for (; x <= count - 8; x += 8) {
            long a = ROUNDING;
            long b = ROUNDING;
            long c = ROUNDING;
            long d = ROUNDING;
            int from = top + x;
            for (int k = first; k < first + taps; k++, from += step) {
                long samples = (long) LONG.get(in, from);
                long weight = weights[k];
                a += (samples & BYTES) * weight;
                b += (samples >>> 8 & BYTES) * weight;
                c += (samples >>> 16 & BYTES) * weight;
                d += (samples >>> 24 & BYTES) * weight;
            }
            long packed =
                    (a >>> 22 & BYTES) | (b >>> 22 & BYTES) << 8 | (c >>> 22 & BYTES) << 16 | (d >>> 22 & BYTES) << 24;
            LONG.set(out, to + x, packed);
        }
        for (; x < count; x++) {
            int sum = FilterWeights.ROUNDING;
            int from = top + x;
            for (int k = first; k < first + taps; k++, from += step) {
                sum += (in[from] & 0xFF) * weights[k];
            }
            out[to + x] = (byte) (sum >>> FilterWeights.PRECISION);
        }
    }
}
