package dev.marquetry.image.resize;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link VerticalPass} in the CPU's vectors, through Java's Vector API.
 *
 * <p>A lane holds four neighbours of a row as an {@code int}, of which the bytes are weighed apart and put together
 * again.
 */
public final class VectorVerticalPass implements Pass {
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Byte> BYTES = VectorSpecies.of(byte.class, INTS.vectorShape());

    /** Few, so that calls are many and the JIT compiler soon comes to them. */
    private static final int SAMPLES_PER_CALL = 4 * BYTES.length();

    private static final int BYTE = 0xFF;
    private static final int SHIFT = FilterWeights.PRECISION;

    @Override
    public void run(Raster source, FilterWeights filter, Raster target) {
        if (source.width() * source.channels() < BYTES.length()) {
            VerticalPass.run(source, filter, target);
            return;
        }
        for (int y = 0; y < target.height(); y++) {
            weighRow(source, filter, target, y);
        }
    }

    private static void weighRow(Raster source, FilterWeights filter, Raster target, int y) {
        int count = source.width() * source.channels();
        for (int x = 0; x < count; x += SAMPLES_PER_CALL) {
            weighColumns(source, filter, y, x, Math.min(x + SAMPLES_PER_CALL, count), target);
        }
    }

    private static void weighColumns(
            Raster source, FilterWeights filter, int y, int firstColumn, int endColumn, Raster target) {
        byte[] in = source.samples();
        byte[] out = target.samples();
        int[] weights = filter.weights();
        int first = y * filter.taps();
        int end = first + filter.taps();
        int top = source.row(filter.starts()[y]);
        int step = source.row(1) - source.row(0);
        int to = target.row(y);
        int lastColumn = source.width() * source.channels() - BYTES.length();
        IntVector rounding = IntVector.broadcast(INTS, FilterWeights.ROUNDING);
        for (int next = firstColumn; next < endColumn; next += BYTES.length()) {
            // The last vector may overlap the one before it.
            int x = Math.min(next, lastColumn);
            IntVector a = rounding;
            IntVector b = rounding;
            IntVector c = rounding;
            IntVector d = rounding;
            int from = top + x;
            for (int k = first; k < end; k++, from += step) {
                IntVector samples = ByteVector.fromArray(BYTES, in, from).reinterpretAsInts();
                IntVector weight = IntVector.broadcast(INTS, weights[k]);
                a = a.add(samples.and(BYTE).mul(weight));
                b = b.add(unsignedShift(samples, 8).and(BYTE).mul(weight));
                c = c.add(unsignedShift(samples, 16).and(BYTE).mul(weight));
                d = d.add(unsignedShift(samples, 24).mul(weight));
            }
            unsignedShift(a, SHIFT)
                    .or(unsignedShift(b, SHIFT - 8).and(BYTE << 8))
                    .or(unsignedShift(c, SHIFT - 16).and(BYTE << 16))
                    .or(d.lanewise(VectorOperators.LSHL, 24 - SHIFT).and(BYTE << 24))
                    .reinterpretAsBytes()
                    .intoArray(out, to + x);
        }
    }

    private static IntVector unsignedShift(IntVector vector, int bits) {
        return vector.lanewise(VectorOperators.LSHR, bits);
    }
}
