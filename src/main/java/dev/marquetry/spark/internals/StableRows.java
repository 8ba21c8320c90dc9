package dev.marquetry.spark.internals;

import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.DeterministicLevel;
import org.apache.spark.sql.catalyst.InternalRow;
import scala.Option;

/**
 * Rows that are the same, in the same order, each time they are computed.
 *
 * <p>A task takes the rows of a range of the whole work, so rows that came in another order the second time, as after a
 * shuffle whose executor was lost, would be converted twice or never. Such rows are written to a folder that outlives
 * executors first; rows that Spark knows to be determinate, as those of files are, stay where they come from.
 */
public final class StableRows {
    private StableRows() {}

    /** Returns whether rows could come in another order when they are computed again. */
    public static boolean isNeeded(JavaRDD<InternalRow> rows) {
        return !rows.rdd().outputDeterministicLevel().equals(DeterministicLevel.DETERMINATE());
    }

    /**
     * Returns a copy of rows, which are computed once for it.
     *
     * @param folder a folder that every executor reaches, where the copy is kept
     */
    public static JavaRDD<InternalRow> copy(JavaRDD<InternalRow> rows, Path folder) {
        SparkContext context = rows.context();
        JavaRDD<InternalRow> copy = rows.map(InternalRow::copy);
        Option<String> before = context.getCheckpointDir();
        context.setCheckpointDir(folder.toString());
        try {
            copy.checkpoint();
            // Spark writes the copy after a job that needs rows, by a job of its own: so the first one asks for none.
            copy.collectPartitions(new int[0]);
        } finally {
            context.checkpointDir_$eq(before);
        }
        return copy;
    }
}
