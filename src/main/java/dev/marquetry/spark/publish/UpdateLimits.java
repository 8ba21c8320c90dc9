package dev.marquetry.spark.publish;

import dev.marquetry.options.Limits;
import dev.marquetry.spark.rows.RejectKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Holds an update against its limits, before anything is converted and before each batch is published.
 *
 * @param limits the limits
 * @param standing rows of the dataset before the update
 * @param gone those of them whose images the input no longer has, whether they stay or not
 */
public record UpdateLimits(Limits limits, long standing, long gone) {
    /** Returns what the comparison alone exceeds, a sentence each. */
    public List<String> ofInput() {
        List<String> excesses = new ArrayList<>();
        if (isExceeded()) {
            excesses.add(String.format(
                    Locale.ROOT,
                    "the input lacks the images of %,d of the dataset's %,d rows: that is %.4f of them, and"
                            + " output.max-loss is %s",
                    gone,
                    standing,
                    (double) gone / standing,
                    limits.maxLoss()));
        }
        return excesses;
    }

    /**
     * Returns what a batch exceeds, a sentence each.
     *
     * @param tried rows of the batch that were converted or rejected
     * @param rejected those that gave no array, by kind
     * @param again gives those of them that had failed before; asked only where their number can matter
     * @param left rows that the dataset would have after this batch
     * @param kept those of them whose images are gone
     */
    public List<String> ofBatch(
            long tried, Map<RejectKind, Long> rejected, Supplier<FailedAgain> again, long left, long kept) {
        List<String> excesses = LimitCheck.ofRejects(limits, tried, rejected, FailedAgain.NONE);
        if (!excesses.isEmpty()) {
            excesses = LimitCheck.ofRejects(limits, tried, rejected, again.get());
        }
        if (tried > 0 && left == 0) {
            excesses.add(String.format(
                    Locale.ROOT, "none of %,d rows gave an array, so the dataset would hold none", tried));
        }
        long rows = left - kept;
        if (rows < (1 - limits.maxLoss()) * standing && !isExceeded()) {
            excesses.add(String.format(
                    Locale.ROOT,
                    "the dataset held %,d rows and would hold %,d whose images are there: that is %.4f less, and"
                            + " output.max-loss is %s",
                    standing,
                    rows,
                    1 - (double) rows / standing,
                    limits.maxLoss()));
        }
        return excesses;
    }

    private boolean isExceeded() {
        return gone > limits.maxLoss() * standing;
    }
}
