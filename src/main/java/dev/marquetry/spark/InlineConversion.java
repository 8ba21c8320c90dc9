package dev.marquetry.spark;

import dev.marquetry.options.ArrayOptions;
import dev.marquetry.spark.internals.SessionSettings;
import dev.marquetry.spark.rows.RowChecksum;
import dev.marquetry.spark.rows.RowSchema;
import dev.marquetry.spark.task.ConversionTask;
import dev.marquetry.spark.task.DecodingWatch;
import dev.marquetry.spark.task.InputRows;
import dev.marquetry.spark.task.Progress;
import dev.marquetry.spark.task.Rejects;
import dev.marquetry.spark.task.RowLayout;
import dev.marquetry.spark.task.TaskOutcome;
import dev.marquetry.spark.task.TaskStatistics;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.CollectionAccumulator;
import org.apache.spark.util.SerializableConfiguration;

/** A conversion whose rejects stay among its rows, with their error. */
final class InlineConversion {
    private InlineConversion() {}

    /**
     * Returns what its tasks do.
     *
     * @param options what is made of an image
     * @param columns the tensor columns
     * @param inputRows tell where an image's bytes are
     * @param carried the columns carried through
     * @param schema the columns of the result
     */
    static ConversionTask task(
            SparkSession spark,
            ArrayOptions options,
            TensorColumns columns,
            InputRows inputRows,
            StructType carried,
            RowSchema schema) {
        RowLayout layout = new RowLayout(schema, List.of());
        CollectionAccumulator<TaskOutcome> outcomes = new CollectionAccumulator<>();
        spark.sparkContext().register(outcomes);
        return new ConversionTask(
                options.image(),
                columns.conversion(options.tensor(), options.engine()),
                inputRows,
                new RowChecksum(carried, List.of()),
                layout,
                ended -> new Rejects.Inline(layout),
                ended -> DecodingWatch.NONE,
                JavaSparkContext.fromSparkContext(spark.sparkContext())
                        .broadcast(new SerializableConfiguration(SessionSettings.hadoop(spark))),
                TaskStatistics.Source.none(),
                Progress.register(spark.sparkContext()),
                outcomes);
    }
}
