package dev.marquetry.spark.task;

import java.io.Serializable;
import org.apache.spark.SparkContext;
import org.apache.spark.util.LongAccumulator;

/**
 * Counts rows while tasks run; what a running task has counted reaches the driver with its executor's heartbeats.
 *
 * @param done rows that gave an array or were rejected
 * @param rejected rows that were rejected
 */
public record Progress(LongAccumulator done, LongAccumulator rejected) implements Serializable {
    /** Makes counters that the context knows. */
    public static Progress register(SparkContext context) {
        return new Progress(context.longAccumulator("marquetry rows"), context.longAccumulator("marquetry rejects"));
    }
}
