package dev.marquetry.spark.update;

import dev.marquetry.dataset.UpdateCounts;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Rows that are sorted by path, compared path by path: gives what there is to do, and counts what there is not. Used by
 * one thread.
 */
final class PathGroups implements Iterator<ActionRow> {
    /** Rows that are removed come after all that are converted, those of one file beside each other. */
    private static final long REMOVED_FROM = 1L << 62;

    private final Iterator<ComparedRow> sorted;
    private final Comparison comparison;
    private ComparedRow ahead;
    private ActionRow next;
    private UpdateCounts counts = UpdateCounts.NONE;

    /**
     * @param sorted rows of which those of one path stand together
     * @param comparison the rules
     */
    PathGroups(Iterator<ComparedRow> sorted, Comparison comparison) {
        this.sorted = sorted;
        this.comparison = comparison;
        this.ahead = sorted.hasNext() ? sorted.next() : null;
    }

    /** Returns what was counted so far; whether uncertain images have changed is not known yet. */
    UpdateCounts counts() {
        return counts;
    }

    @Override
    public boolean hasNext() {
        while (next == null && ahead != null) {
            next = compared();
        }
        return next != null;
    }

    @Override
    public ActionRow next() {
        if (!hasNext()) {
            throw new NoSuchElementException("all paths were compared");
        }
        ActionRow row = next;
        next = null;
        return row;
    }

    /** Returns what is done about the next path, or null if it is nothing. */
    private ActionRow compared() {
        UTF8String path = ahead.path();
        ComparedRow input = null;
        boolean twice = false;
        List<ComparedRow> data = new ArrayList<>();
        List<ComparedRow> rejects = new ArrayList<>();
        while (ahead != null && Objects.equals(ahead.path(), path)) {
            switch (ahead.side()) {
                case INPUT -> {
                    twice |= input != null;
                    input = ahead;
                }
                case DATA -> data.add(ahead);
                case REJECTS -> rejects.add(ahead);
            }
            ahead = sorted.hasNext() ? sorted.next() : null;
        }
        Verdict verdict = twice ? Verdict.TWICE : comparison.of(input, data, rejects);
        counts = counts.plus(verdict.counts(data.size()));
        return switch (verdict) {
            case SAME, FAILED, KEPT -> null;
            default -> action(verdict, path, input, data, rejects);
        };
    }

    private static ActionRow action(
            Verdict verdict, UTF8String path, ComparedRow input, List<ComparedRow> data, List<ComparedRow> rejects) {
        long position = input != null
                ? input.position()
                : REMOVED_FROM + (data.isEmpty() ? rejects : data).get(0).file();
        return new ActionRow(
                verdict,
                path,
                position,
                ActionRow.Rows.of(data),
                ActionRow.Rows.of(rejects),
                input == null ? null : input.modified(),
                verdict == Verdict.UNCERTAIN
                        ? new ActionRow.Standing(
                                data.get(0).modified(), data.get(0).hash())
                        : null,
                verdict == Verdict.RETRIED ? rejects.get(0).failure() : null,
                input == null ? null : input.input());
    }
}
