package dev.marquetry.spark;

import java.io.Serializable;
import java.util.Comparator;

/**
 * What rejects are counted by.
 *
 * @param stage the stage that gave up: {@code fetch}, {@code decode}, {@code convert} or {@code model}
 * @param error the kind of fault
 */
public record RejectKind(String stage, String error) implements Serializable, Comparable<RejectKind> {
    private static final Comparator<RejectKind> ORDER =
            Comparator.comparing(RejectKind::stage).thenComparing(RejectKind::error);

    @Override
    public int compareTo(RejectKind other) {
        return ORDER.compare(this, other);
    }
}
