package dev.marquetry.spark;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a conversion has committed.
 *
 * @param inputRows rows of the input
 * @param converted rows of {@code data/} that this run wrote
 * @param rejected rows of {@code rejects/} that this run wrote, by kind
 * @param sourceBytes bytes of the image files that were read
 * @param arrayBytes bytes of the arrays as they are handed to the sink
 * @param files data files written
 * @param fileBytes bytes of the data files written
 * @param times where the time of the tasks went
 * @param started when the run began
 * @param finished when the data was committed
 * @param device the device that the engine used, {@code none} where nothing was to compute
 * @param models the models that were run, and what their columns hold
 */
public record ConversionResult(
        long inputRows,
        long converted,
        Map<RejectKind, Long> rejected,
        long sourceBytes,
        long arrayBytes,
        int files,
        long fileBytes,
        StageTimes times,
        Instant started,
        Instant finished,
        String device,
        List<ModelColumn> models) {
    /** Keeps the kinds in the order of stage and error. */
    public ConversionResult {
        models = List.copyOf(models);
        rejected = Collections.unmodifiableMap(new TreeMap<>(rejected));
    }

    /** Returns how many rows were rejected. */
    public long rejectedRows() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Returns the share of rows that were rejected, 0 for an empty input. */
    public double rejectedRatio() {
        return inputRows == 0 ? 0 : (double) rejectedRows() / inputRows;
    }

    /** Returns how long the run took. */
    public Duration duration() {
        return Duration.between(started, finished);
    }
}
