package dev.marquetry.spark.task;

import dev.marquetry.spark.rows.RejectKind;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;

/** Takes the rows of one task that gave no array. */
public interface Rejects extends AutoCloseable {
    /**
     * Takes one row.
     *
     * @param input the row of the input table
     * @param kind the stage and the fault
     * @param message what is wrong with the image
     * @param source what its file was
     * @return the row that the task gives in its place, if any
     */
    Optional<InternalRow> take(InternalRow input, RejectKind kind, String message, RowLayout.SourceFile source);

    /** Completes what was taken; returns the name of its file, or null where there is none. */
    String finish();

    @Override
    void close();

    /** Hands rejects back as rows of the data, their array null and their error told. */
    record Inline(RowLayout layout) implements Rejects {
        @Override
        public Optional<InternalRow> take(
                InternalRow input, RejectKind kind, String message, RowLayout.SourceFile source) {
            return Optional.of(layout.inlineReject(input, kind, message, source));
        }

        @Override
        public String finish() {
            return null;
        }

        @Override
        public void close() {}
    }
}
