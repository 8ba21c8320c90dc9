package dev.marquetry.image.resize;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link HorizontalPass} in the CPU's vectors, through Java's Vector API.
 *
 * <p>A lane holds one pixel as an {@code int}, of which the bytes are weighed apart and put together again. The lanes
 * are rows: as many rows as there are lanes are turned on their side before, and back after.
 */
public final class VectorHorizontalPass implements Pass {
    private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** Few, so that calls are many and the JIT compiler soon comes to them. */
    private static final int COLUMNS_PER_CALL = 8;

    private static final int BYTE = 0xFF;
    private static final int SHIFT = FilterWeights.PRECISION;

    private int[] sourceColumns = {};
    private int[] targetColumns = {};

    @Override
    public void run(Raster source, FilterWeights filter, Raster target) {
        if (source.channels() == 1) {
            HorizontalPass.run(source, filter, target);
            return;
        }
        if (sourceColumns.length < source.width() * LANES) {
            sourceColumns = new int[source.width() * LANES];
        }
        if (targetColumns.length < target.width() * LANES) {
            targetColumns = new int[target.width() * LANES];
        }
        for (int y = 0; y < target.height(); y += LANES) {
            int rows = Math.min(LANES, target.height() - y);
            for (int lane = 0; lane < rows; lane++) {
                toColumns(source, y + lane, sourceColumns, lane);
            }
            weighColumns(sourceColumns, filter, targetColumns);
            for (int lane = 0; lane < rows; lane++) {
                fromColumns(targetColumns, lane, target, y + lane);
            }
        }
    }

    private static void toColumns(Raster source, int y, int[] columns, int lane) {
        byte[] samples = source.samples();
        int row = source.row(y);
        int width = source.width();
        for (int x = 0; x < width; x++) {
            columns[x * LANES + lane] = (int) INT.get(samples, row + 3 * x);
        }
    }

    private static void fromColumns(int[] columns, int lane, Raster target, int y) {
        byte[] samples = target.samples();
        int row = target.row(y);
        int last = target.width() - 1;
        for (int x = 0; x < last; x++) {
            // The fourth byte is the next pixel's, which comes after it.
            INT.set(samples, row + 3 * x, columns[x * LANES + lane]);
        }
        int pixel = columns[last * LANES + lane];
        samples[row + 3 * last] = (byte) pixel;
        samples[row + 3 * last + 1] = (byte) (pixel >>> 8);
        samples[row + 3 * last + 2] = (byte) (pixel >>> 16);
    }

    private static void weighColumns(int[] columns, FilterWeights filter, int[] results) {
        int width = filter.starts().length;
        for (int x = 0; x < width; x += COLUMNS_PER_CALL) {
            weighColumns(columns, filter, x, Math.min(x + COLUMNS_PER_CALL, width), results);
        }
    }

    private static void weighColumns(int[] columns, FilterWeights filter, int first, int end, int[] results) {
        int[] starts = filter.starts();
        int[] weights = filter.weights();
        int taps = filter.taps();
        IntVector rounding = IntVector.broadcast(SPECIES, FilterWeights.ROUNDING);
        int k = first * taps;
        for (int x = first; x < end; x++) {
            IntVector red = rounding;
            IntVector green = rounding;
            IntVector blue = rounding;
            int from = starts[x] * LANES;
            for (int last = k + taps; k < last; k++, from += LANES) {
                IntVector pixels = IntVector.fromArray(SPECIES, columns, from);
                IntVector weight = IntVector.broadcast(SPECIES, weights[k]);
                red = red.add(pixels.and(BYTE).mul(weight));
                green = green.add(unsignedShift(pixels, 8).and(BYTE).mul(weight));
                blue = blue.add(unsignedShift(pixels, 16).and(BYTE).mul(weight));
            }
            unsignedShift(red, SHIFT)
                    .or(unsignedShift(green, SHIFT - 8).and(BYTE << 8))
                    .or(unsignedShift(blue, SHIFT - 16).and(BYTE << 16))
                    .intoArray(results, x * LANES);
        }
    }

    private static IntVector unsignedShift(IntVector vector, int bits) {
        return vector.lanewise(VectorOperators.LSHR, bits);
    }
}
