package dev.marquetry.image;

/**
 * The weights of Pillow's BILINEAR filter along one axis, in its fixed point of 22 bits.
 *
 * <p>The source is Pillow's {@code precompute_coeffs} for a triangle of support 1 that widens with the scale.
 * Immutable.
 */
final class Coefficients {
    /** Bits after the point of a weight. */
    static final int PRECISION = 22;

    private final int taps;
    private final int[] firsts;
    private final int[] counts;
    private final int[] weights;

    private Coefficients(int taps, int[] firsts, int[] counts, int[] weights) {
        this.taps = taps;
        this.firsts = firsts;
        this.counts = counts;
        this.weights = weights;
    }

    /**
     * Computes the weights.
     *
     * @param from samples of the source along the axis
     * @param to samples of the result
     */
    static Coefficients of(int from, int to) {
        double scale = (double) from / to;
        double filterScale = Math.max(scale, 1.0);
        double support = filterScale;
        int taps = (int) Math.ceil(support) * 2 + 1;
        int[] firsts = new int[to];
        int[] counts = new int[to];
        int[] weights = new int[to * taps];
        double[] exact = new double[taps];
        for (int index = 0; index < to; index++) {
            double centre = (index + 0.5) * scale;
            int first = Math.max((int) (centre - support + 0.5), 0);
            int count = Math.min((int) (centre + support + 0.5), from) - first;
            double sum = 0;
            for (int tap = 0; tap < count; tap++) {
                double distance = Math.abs((tap + first - centre + 0.5) * (1.0 / filterScale));
                exact[tap] = distance < 1.0 ? 1.0 - distance : 0.0;
                sum += exact[tap];
            }
            for (int tap = 0; tap < count; tap++) {
                double weight = sum == 0 ? exact[tap] : exact[tap] / sum;
                weights[index * taps + tap] = (int) (weight * (1 << PRECISION) + (weight < 0 ? -0.5 : 0.5));
            }
            firsts[index] = first;
            counts[index] = count;
        }
        return new Coefficients(taps, firsts, counts, weights);
    }

    /** Returns the number of samples of the result. */
    int size() {
        return firsts.length;
    }

    /** Returns the first source sample that a sample of the result is made of. */
    int first(int index) {
        return firsts[index];
    }

    /** Returns how many source samples a sample of the result is made of. */
    int count(int index) {
        return counts[index];
    }

    /** Returns where the weights of a sample begin in {@link #weights()}. */
    int offset(int index) {
        return index * taps;
    }

    /** Returns the weights themselves, not a copy. */
    int[] weights() {
        return weights;
    }
}
