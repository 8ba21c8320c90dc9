package dev.marquetry.dataset;

import java.io.Serializable;

/**
 * A checksum of a set of rows that does not depend on their order: the sums, modulo 2^64, of two hashes of each row.
 *
 * <p>Sums can be added and taken apart; unlike an exclusive or they do not lose rows that come in pairs.
 *
 * @param first the sum of the first hash
 * @param second the sum of the second hash
 */
public record RowSums(long first, long second) implements Serializable {
    /** The sums of no rows. */
    public static final RowSums NONE = new RowSums(0, 0);

    /** Returns the sums of the rows of both. */
    public RowSums plus(RowSums other) {
        return new RowSums(first + other.first, second + other.second);
    }

    /** Returns the sums of these rows without others of them. */
    public RowSums minus(RowSums other) {
        return new RowSums(first - other.first, second - other.second);
    }

    @Override
    public String toString() {
        return String.format("%016x%016x", first, second);
    }
}
