package dev.marquetry.spark.statistics;

import java.io.Serializable;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many positive numbers fall into each of some bins, which are equally wide in the logarithm: so many for a factor
 * of two, one of which begins at 1. Not thread-safe.
 */
public final class Bins implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int perOctave;
    private final TreeMap<Integer, Long> counts = new TreeMap<>();

    Bins(int perOctave) {
        this.perOctave = perOctave;
    }

    void add(double number) {
        counts.merge(bin(number, perOctave), 1L, Long::sum);
    }

    void add(Bins others) {
        others.counts.forEach((bin, count) -> counts.merge(bin, count, Long::sum));
    }

    /** Returns the bin of a number. */
    static int bin(double number, int perOctave) {
        int bin = (int) Math.floor(perOctave * Math.log(number) / Math.log(2));
        // The logarithm may fall short of a number that begins a bin, or go beyond one that does not.
        if (number >= edge(bin + 1, perOctave)) {
            return bin + 1;
        }
        return number < edge(bin, perOctave) ? bin - 1 : bin;
    }

    /** Returns the number that a bin begins with. */
    static double edge(int bin, int perOctave) {
        return Math.pow(2, (double) bin / perOctave);
    }

    /** Returns the number that a bin begins with. */
    public double edge(int bin) {
        return edge(bin, perOctave);
    }

    /** Returns the numbers in each bin that has any. */
    public SortedMap<Integer, Long> counts() {
        return Collections.unmodifiableSortedMap(counts);
    }
}
