package dev.marquetry.spark.publish;

import dev.marquetry.options.Limits;
import dev.marquetry.options.OutputMode;
import dev.marquetry.options.RejectCode;
import dev.marquetry.spark.rows.RejectKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Holds a run against its limits, before anything is converted and before anything is published.
 *
 * @param limits the limits
 * @param mode what the run does to the dataset
 * @param standing rows of the dataset as it stands
 * @param input rows of the input
 */
public record LimitCheck(Limits limits, OutputMode mode, long standing, long input) {
    /** Returns what the input's count alone exceeds, a sentence each. */
    public List<String> ofInput() {
        List<String> excesses = new ArrayList<>();
        addLoss(excesses, input, "the input has");
        return excesses;
    }

    /**
     * Returns what the converted rows exceed, a sentence each.
     *
     * @param converted rows that gave an array
     * @param rejected rows that gave none, by kind
     */
    public List<String> ofResult(long converted, Map<RejectKind, Long> rejected) {
        List<String> excesses = new ArrayList<>(ofRejects(limits, input, rejected, FailedAgain.NONE));
        boolean keepsOthers = mode == OutputMode.APPEND && standing > 0;
        if (input > 0 && converted == 0 && !keepsOthers) {
            excesses.add(String.format(
                    Locale.ROOT, "none of %,d rows gave an array, so the dataset would hold none", input));
        }
        addLoss(excesses, converted, "the run converted");
        return excesses;
    }

    /**
     * Returns what rejected rows exceed, a sentence each.
     *
     * @param allTried rows that were converted or rejected
     * @param rejected those that gave no array, by kind
     * @param again those of them that had failed before: they count neither as tried nor as rejected, and for a fault
     *     of ours only where they had failed for another reason
     */
    static List<String> ofRejects(Limits limits, long allTried, Map<RejectKind, Long> rejected, FailedAgain again) {
        List<String> excesses = new ArrayList<>();
        long tried = allTried - again.images();
        long rejects = rejected.values().stream().mapToLong(Long::longValue).sum() - again.images();
        double ratio = tried == 0 ? 0 : (double) rejects / tried;
        if (ratio > limits.maxRejectRatio()) {
            excesses.add(String.format(
                    Locale.ROOT,
                    "%,d of %,d rows were rejected (%.4f)%s, and rejects.max-ratio is %s",
                    rejects,
                    tried,
                    ratio,
                    again.images() == 0
                            ? ""
                            : String.format(Locale.ROOT, ", not counting %,d that failed again", again.images()),
                    limits.maxRejectRatio()));
        }
        long internal = rejected.entrySet().stream()
                        .filter(entry -> entry.getKey().code() == RejectCode.INTERNAL)
                        .mapToLong(Map.Entry::getValue)
                        .sum()
                - again.internalAlike();
        if (internal > limits.maxInternal()) {
            excesses.add(String.format(
                    Locale.ROOT,
                    "%,d images failed for a fault of Marquetry's own, and rejects.max-internal is %d; please report"
                            + " it with the messages in rejects/",
                    internal,
                    limits.maxInternal()));
        }
        return excesses;
    }

    private void addLoss(List<String> excesses, long rows, String whose) {
        if (mode == OutputMode.OVERWRITE && rows < (1 - limits.maxLoss()) * standing) {
            excesses.add(String.format(
                    Locale.ROOT,
                    "the dataset holds %,d rows and %s %,d: overwriting it would lose %.4f of them, and"
                            + " output.max-loss is %s",
                    standing,
                    whose,
                    rows,
                    1 - (double) rows / standing,
                    limits.maxLoss()));
        }
    }
}
