package dev.marquetry.spark.update;

import dev.marquetry.dataset.RowSums;
import java.util.Map;

/**
 * What changes in the files of one folder, which are known by their places in a list.
 *
 * @param dropped how many rows go, of each file that loses any
 * @param touched how many rows get another time of modification, of each file that has any
 * @param sums the checksum of the rows that go
 */
public record FolderEdits(Map<Integer, Long> dropped, Map<Integer, Long> touched, RowSums sums) {
    /** Nothing changes. */
    public static final FolderEdits NONE = new FolderEdits(Map.of(), Map.of(), RowSums.NONE);

    /** Copies the maps. */
    public FolderEdits {
        dropped = Map.copyOf(dropped);
        touched = Map.copyOf(touched);
    }

    /** Returns how many rows go. */
    public long droppedRows() {
        return dropped.values().stream().mapToLong(Long::longValue).sum();
    }
}
