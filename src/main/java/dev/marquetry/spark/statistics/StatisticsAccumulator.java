package dev.marquetry.spark.statistics;

import org.apache.spark.util.AccumulatorV2;

/** Adds up what tasks have seen, on the driver as each task ends: what is kept does not grow with their number. */
public final class StatisticsAccumulator extends AccumulatorV2<RunStatistics, RunStatistics> {
    private static final long serialVersionUID = 1L;

    private RunStatistics sum;

    @Override
    public boolean isZero() {
        return sum == null;
    }

    @Override
    public StatisticsAccumulator copy() {
        StatisticsAccumulator copy = new StatisticsAccumulator();
        if (sum != null) {
            copy.add(sum);
        }
        return copy;
    }

    @Override
    public void reset() {
        sum = null;
    }

    @Override
    public void add(RunStatistics part) {
        if (sum == null) {
            sum = new RunStatistics();
        }
        sum.add(part);
    }

    @Override
    public void merge(AccumulatorV2<RunStatistics, RunStatistics> other) {
        if (!other.isZero()) {
            add(other.value());
        }
    }

    /** Returns the sum; of nothing, one that has seen nothing. */
    @Override
    public RunStatistics value() {
        return sum == null ? new RunStatistics() : sum;
    }
}
