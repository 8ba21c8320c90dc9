package dev.marquetry.spark.update;

import dev.marquetry.dataset.UpdateCounts;
import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;
import scala.Tuple2;

/**
 * What the actions of a batch change in the files that stand: numbers, file by file.
 *
 * @param counts of the batch's images
 * @param data what changes in {@code data/}
 * @param rejects what changes in {@code rejects/}
 */
public record Edits(UpdateCounts counts, FolderEdits data, FolderEdits rejects) {
    /** Adds up what the actions of a batch change. */
    public static Edits of(ActionBatch batch) {
        int columns = batch.inputColumns();
        EditSums all = new EditSums();
        batch.rows().mapPartitions(actions -> sums(actions, columns)).collect().forEach(all::add);
        return all.edits();
    }

    /** Returns whether all that is done is to try so many images again. */
    public boolean areRetriesAlone() {
        long retried = counts.retried();
        return retried > 0
                && counts.converted() == retried
                && rejects.droppedRows() == retried
                && data.dropped().isEmpty()
                && data.touched().isEmpty();
    }

    private static Iterator<Tuple2<String, long[]>> sums(Iterator<InternalRow> actions, int inputColumns) {
        EditSums sums = new EditSums();
        actions.forEachRemaining(row -> sums.add(ActionRow.of(row, inputColumns)));
        return sums.shipped();
    }
}
