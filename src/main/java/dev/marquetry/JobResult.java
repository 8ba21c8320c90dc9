package dev.marquetry;

import java.util.List;
import java.util.Optional;

/**
 * What a job has done.
 *
 * @param run the id of the run, which names its report and, where nothing was published, the folder below {@code
 *     _failed/} that holds its rejects
 * @param commit the number of the last commit that it made, or of the newest one where an update found nothing to do;
 *     nothing if a limit stopped it
 * @param inputRows rows of the input, each of which was converted or rejected, but for those that an update leaves
 * @param convertedRows rows that gave an array
 * @param rejectedRows rows that gave none
 * @param excesses the limits that it exceeded, a sentence each
 */
public record JobResult(
        String run,
        Optional<Long> commit,
        long inputRows,
        long convertedRows,
        long rejectedRows,
        List<String> excesses) {
    /** Copies the list. */
    public JobResult {
        excesses = List.copyOf(excesses);
    }
}
