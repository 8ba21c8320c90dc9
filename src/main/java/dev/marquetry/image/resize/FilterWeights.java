package dev.marquetry.image.resize;

/**
 * Pillow's BILINEAR filter for one axis, from so many samples to so many: an antialiased triangle in fixed point.
 *
 * <p>Every output sample has the same number of taps, so that loops have a constant length: where Pillow has fewer, the
 * rest have weight zero.
 */
public final class FilterWeights {
    /** Fractional bits of a weight. */
    public static final int PRECISION = 22;

    /** One half, which every sum begins with. */
    public static final int ROUNDING = 1 << (PRECISION - 1);

    private final int taps;
    private final int[] starts;
    private final int[] weights;

    private FilterWeights(int taps, int[] starts, int[] weights) {
        this.taps = taps;
        this.starts = starts;
        this.weights = weights;
    }

    /** Returns how many input samples make one output sample. */
    public int taps() {
        return taps;
    }

    /** Returns the first input sample of each output sample; its taps lie within the input. */
    public int[] starts() {
        return starts;
    }

    /** Returns the weights, the taps of one output sample after those of another. */
    public int[] weights() {
        return weights;
    }

    /**
     * Computes the weights; the operations and their order are those of Pillow's {@code precompute_coeffs}.
     *
     * @param inputs samples before, at least 1
     * @param outputs samples after, at least 1
     */
    public static FilterWeights of(int inputs, int outputs) {
        double scale = (double) inputs / outputs;
        double support = Math.max(scale, 1.0);
        double inverse = 1.0 / support;
        int longest = 1;
        for (int i = 0; i < outputs; i++) {
            double centre = (i + 0.5) * scale;
            longest = Math.max(longest, last(centre, support, inputs) - first(centre, support));
        }
        int[] starts = new int[outputs];
        int[] weights = new int[Math.multiplyExact(outputs, longest)];
        double[] window = new double[longest];
        for (int i = 0; i < outputs; i++) {
            double centre = (i + 0.5) * scale;
            int first = first(centre, support);
            int count = last(centre, support, inputs) - first;
            double sum = 0.0;
            for (int k = 0; k < count; k++) {
                double distance = Math.abs((k + first - centre + 0.5) * inverse);
                window[k] = distance < 1.0 ? 1.0 - distance : 0.0;
                sum += window[k];
            }
            starts[i] = Math.min(first, inputs - longest);
            int skipped = first - starts[i];
            for (int k = 0; k < count; k++) {
                double weight = sum == 0.0 ? window[k] : window[k] / sum;
                weights[i * longest + skipped + k] = (int) (0.5 + weight * (1 << PRECISION));
            }
        }
        return new FilterWeights(longest, starts, weights);
    }

    private static int first(double centre, double support) {
        return Math.max((int) (centre - support + 0.5), 0);
    }

    private static int last(double centre, double support, int inputs) {
        return Math.min((int) (centre + support + 0.5), inputs);
    }
}
