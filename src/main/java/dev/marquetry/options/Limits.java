package dev.marquetry.options;

import java.io.Serializable;
import java.util.Objects;

/**
 * What a run must not exceed to be published. Immutable.
 *
 * @param maxRejectRatio the largest share of rejected rows, from 0 to 1
 * @param maxInternal the largest number of images that may fail for a fault of ours
 * @param maxLoss the largest share of a dataset's rows that overwriting it may lose, from 0 to 1
 * @param onExcess what is done otherwise
 */
public record Limits(double maxRejectRatio, long maxInternal, double maxLoss, ExcessPolicy onExcess)
        implements Serializable {
    /** All rows may be rejected, none for a fault of ours, and half of a dataset may be lost. */
    public static final Limits DEFAULT = new Limits(1.0, 0, 0.5, ExcessPolicy.FAIL);

    /** Checks the ranges. */
    public Limits {
        requireShare("maxRejectRatio", maxRejectRatio);
        requireShare("maxLoss", maxLoss);
        if (maxInternal < 0) {
            throw new IllegalArgumentException("maxInternal must be at least 0: " + maxInternal);
        }
        Objects.requireNonNull(onExcess, "onExcess");
    }

    private static void requireShare(String name, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(name + " must be from 0 to 1: " + share);
        }
    }

    /** Returns limits that differ in the share of rejected rows. */
    public Limits withMaxRejectRatio(double ratio) {
        return new Limits(ratio, maxInternal, maxLoss, onExcess);
    }

    /** Returns limits that differ in the number of faults of ours. */
    public Limits withMaxInternal(long count) {
        return new Limits(maxRejectRatio, count, maxLoss, onExcess);
    }

    /** Returns limits that differ in the share of rows that may be lost. */
    public Limits withMaxLoss(double share) {
        return new Limits(maxRejectRatio, maxInternal, share, onExcess);
    }

    /** Returns limits that differ in what is done on excess. */
    public Limits withOnExcess(ExcessPolicy policy) {
        return new Limits(maxRejectRatio, maxInternal, maxLoss, policy);
    }
}
