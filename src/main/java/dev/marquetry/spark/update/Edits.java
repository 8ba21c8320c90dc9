package dev.marquetry.spark.update;

import dev.marquetry.dataset.DataFile;
import dev.marquetry.dataset.RowSums;
import dev.marquetry.dataset.UpdateCounts;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import scala.Tuple2;

/**
 * What the actions of a batch change in the files that stand: numbers, file by file.
 *
 * @param counts of the batch's images
 * @param data what changes in {@code data/}
 * @param rejects what changes in {@code rejects/}
 */
public record Edits(UpdateCounts counts, OfFolder data, OfFolder rejects) {
    /**
     * What changes in the files of one folder, which are known by their places in a list.
     *
     * @param dropped how many rows go, of each file that loses any
     * @param touched how many rows get another time of modification, of each file that has any
     * @param sums the checksum of the rows that go
     */
    public record OfFolder(Map<Integer, Long> dropped, Map<Integer, Long> touched, RowSums sums) {
        /** Nothing changes. */
        public static final OfFolder NONE = new OfFolder(Map.of(), Map.of(), RowSums.NONE);

        /** Copies the maps. */
        public OfFolder {
            dropped = Map.copyOf(dropped);
            touched = Map.copyOf(touched);
        }

        /** Returns the same of the files where the rows are now. */
        public OfFolder in(FilePlaces places, List<DataFile> now) {
            Map<Integer, Integer> moved = places.in(now);
            return new OfFolder(moved(dropped, moved), moved(touched, moved), sums);
        }

        private static Map<Integer, Long> moved(Map<Integer, Long> rows, Map<Integer, Integer> places) {
            Map<Integer, Long> there = new HashMap<>();
            rows.forEach((first, count) -> {
                Integer place = places.get(first);
                if (place == null) {
                    throw new IllegalStateException("the rows of a file are to change that is gone: number " + first);
                }
                there.merge(place, count, Long::sum);
            });
            return there;
        }

        /** Returns how many rows go. */
        public long droppedRows() {
            return dropped.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** Adds up what the actions of a batch change. */
    public static Edits of(Actions.Batch batch) {
        int columns = batch.inputColumns();
        EditSums all = new EditSums();
        batch.rows().mapPartitions(actions -> sums(actions, columns)).collect().forEach(all::add);
        return all.edits();
    }

    private static Iterator<Tuple2<String, long[]>> sums(Iterator<InternalRow> actions, int inputColumns) {
        EditSums sums = new EditSums();
        actions.forEachRemaining(row -> sums.add(ActionRow.of(row, inputColumns)));
        return sums.shipped();
    }
}
