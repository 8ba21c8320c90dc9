package dev.marquetry.spark.statistics;

import java.io.Serializable;

/** The least, the mean and the most of numbers that are not negative. Not thread-safe. */
public final class Range implements Serializable {
    private static final long serialVersionUID = 1L;

    private long least = Long.MAX_VALUE;
    private long most;
    private long sum;
    private long count;

    void add(long number) {
        least = Math.min(least, number);
        most = Math.max(most, number);
        sum += number;
        count++;
    }

    void add(Range others) {
        least = Math.min(least, others.least);
        most = Math.max(most, others.most);
        sum += others.sum;
        count += others.count;
    }

    /** Returns the least of the numbers, of which there is one. */
    public long least() {
        return least;
    }

    /** Returns the most of the numbers. */
    public long most() {
        return most;
    }

    /** Returns their mean, 0 of none. */
    public double mean() {
        return count == 0 ? 0 : (double) sum / count;
    }
}
