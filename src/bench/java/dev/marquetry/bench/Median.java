package dev.marquetry.bench;

import java.util.Arrays;
import java.util.List;

/** The median: what lies in the middle, which one slow round does not move. */
public final class Median {
    private Median() {}

    /** Returns the median of some values, at least one; of an even number the mean of the two in the middle. */
    public static double of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /** Returns the median of some values, at least one. */
    static double of(List<Double> values) {
        return of(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Returns the median of so many values before an index, or of fewer where there are no more. */
    static double before(double[] values, int end, int count) {
        return of(Arrays.copyOfRange(values, Math.max(0, end - count), end));
    }
}
