package dev.marquetry.spark.update;

import dev.marquetry.dataset.CommitRecord;
import dev.marquetry.options.UpdateOptions;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The rules by which an image of the input is compared with the rows of its path.
 *
 * @param options what is done about images that failed or are gone
 * @param unsettled when files were listed that may have changed since without a later time of modification
 * @param lengths how far the lengths of the input are to be trusted
 */
record Comparison(UpdateOptions options, List<CommitRecord.Window> unsettled, Lengths lengths) implements Serializable {
    /** How far the lengths of the input are to be trusted. */
    enum Lengths {
        /** They are the file system's: a file of another length has changed. */
        LISTED,
        /** Somebody wrote them down: they may be wrong, each time in the same way. */
        NOTED
    }

    private static final long MICROS = 1_000;

    /** Copies the list into one that Spark ships with any serializer. */
    Comparison {
        unsettled = new ArrayList<>(unsettled);
    }

    /**
     * Says what is done about a path.
     *
     * @param input the row of the input, or null where it has none
     * @param data rows of {@code data/}
     * @param rejects rows of {@code rejects/}
     */
    Verdict of(ComparedRow input, List<ComparedRow> data, List<ComparedRow> rejects) {
        if (input == null) {
            return options.gone() == UpdateOptions.Gone.REMOVE ? Verdict.REMOVED : Verdict.KEPT;
        }
        int standing = data.size() + rejects.size();
        if (standing == 0) {
            return Verdict.ADDED;
        }
        if (standing > 1) {
            return Verdict.CHANGED;
        }
        return data.isEmpty() ? ofFailed(input, rejects.get(0)) : ofConverted(input, data.get(0));
    }

    private Verdict ofConverted(ComparedRow input, ComparedRow standing) {
        if (!input.sums().equals(standing.sums())) {
            return Verdict.CHANGED;
        }
        if (input.hash() != null) {
            return input.hash().equals(standing.hash()) ? Verdict.SAME : Verdict.CHANGED;
        }
        boolean sameLength = isSame(input.length(), standing.length());
        if (!sameLength && lengths == Lengths.LISTED) {
            return Verdict.CHANGED;
        }
        boolean certain = sameLength && isSame(input.modified(), standing.modified()) && !isUnsettled(input);
        return certain ? Verdict.SAME : Verdict.UNCERTAIN;
    }

    private Verdict ofFailed(ComparedRow input, ComparedRow standing) {
        boolean unchanged = input.sums().equals(standing.sums())
                && (input.hash() == null || input.hash().equals(standing.hash()))
                && (isSame(input.length(), standing.length()) || lengths == Lengths.NOTED)
                && isSame(input.modified(), standing.modified())
                && !isUnsettled(input);
        if (!unchanged) {
            return Verdict.CHANGED;
        }
        return switch (options.retry()) {
            case ALL -> Verdict.RETRIED;
            case NONE -> Verdict.FAILED;
            case FETCH -> Failure.mayHeal(standing.failure()) ? Verdict.RETRIED : Verdict.FAILED;
        };
    }

    /** What the input does not know is not compared. */
    private static boolean isSame(Long input, Long standing) {
        return input == null || input.equals(standing);
    }

    private boolean isUnsettled(ComparedRow input) {
        return input.modified() != null
                && unsettled.stream()
                        .anyMatch(window ->
                                input.modified() >= window.from() * MICROS && input.modified() <= window.to() * MICROS);
    }

    /**
     * Says what is done about an image whose file was read.
     *
     * @param modified when it was modified, in microseconds, or null
     * @param standing when it was modified as the dataset has it, or null
     * @param hash of the file's bytes, or null where it could not be read
     * @param expected the hash that the dataset has
     */
    static Verdict ofRead(Long modified, Long standing, Long hash, Long expected) {
        if (hash == null || !hash.equals(expected)) {
            return Verdict.CHANGED;
        }
        return Objects.equals(modified, standing) || modified == null ? Verdict.SAME : Verdict.TOUCHED;
    }
}
