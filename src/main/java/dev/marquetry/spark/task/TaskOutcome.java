package dev.marquetry.spark.task;

import dev.marquetry.dataset.RowSums;
import dev.marquetry.spark.rows.RejectKind;
import java.io.Serializable;
import java.util.Map;

/**
 * What one committed task did. Spark hands it to the driver once per partition, from the attempt whose files it
 * published.
 *
 * @param converted rows that gave an array
 * @param dataSums the checksum of these rows
 * @param rejected rows that gave none, by kind
 * @param rejectSums the checksum of these rows
 * @param sourceBytes bytes of the files that were read
 * @param arrayBytes bytes of the arrays, decoded from their encoding
 * @param halvedBatches batches that failed and were tried again in halves, these halves included
 * @param rejectsFile the name of the file of rejects in the staging folder, or null where there were none
 * @param times where the time went
 */
public record TaskOutcome(
        long converted,
        RowSums dataSums,
        Map<RejectKind, Long> rejected,
        RowSums rejectSums,
        long sourceBytes,
        long arrayBytes,
        long halvedBatches,
        String rejectsFile,
        StageTimes times)
        implements Serializable {
    /** Copies the map. */
    public TaskOutcome {
        rejected = Map.copyOf(rejected);
    }

    /** Returns how many rows gave no array. */
    public long rejectedRows() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }
}
