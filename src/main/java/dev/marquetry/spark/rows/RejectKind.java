package dev.marquetry.spark.rows;

import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectCode.Stage;
import java.io.Serializable;
import java.util.Comparator;

/**
 * What rejects are counted by.
 *
 * @param stage the stage that gave up
 * @param code why
 */
public record RejectKind(Stage stage, RejectCode code) implements Serializable, Comparable<RejectKind> {
    /** By the names, as tables show them. */
    private static final Comparator<RejectKind> ORDER = Comparator.comparing(RejectKind::stage)
            .thenComparing(kind -> kind.code().name());

    @Override
    public int compareTo(RejectKind other) {
        return ORDER.compare(this, other);
    }
}
