package dev.marquetry.spark.update;

import dev.marquetry.dataset.DataFile;
import dev.marquetry.options.RejectCode;
import dev.marquetry.spark.internals.SortedRows;
import dev.marquetry.spark.publish.CommittedRows;
import dev.marquetry.spark.publish.FailedAgain;
import dev.marquetry.spark.rows.RowSchema;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Tells which images failed again that were tried again: joins them by path with the rejects, on the executors. */
public final class RetriedImages {
    private static final StructType RETRIED =
            new StructType().add("retried", DataTypes.StringType).add("failure", DataTypes.StringType);

    private RetriedImages() {}

    /**
     * Counts those that failed again.
     *
     * @param actions of the batch
     * @param folder where the batch's files of rejects are
     * @param rejects these files
     * @param pathColumn their column of paths
     */
    public static FailedAgain failedAgain(
            SparkSession spark, ActionBatch actions, Path folder, List<DataFile> rejects, String pathColumn) {
        if (rejects.isEmpty()) {
            return FailedAgain.NONE;
        }
        StructType columns = new StructType()
                .add(pathColumn, DataTypes.StringType)
                .add("stage", DataTypes.StringType)
                .add(RowSchema.ERROR, DataTypes.StringType);
        Dataset<Row> now =
                CommittedRows.read(spark, folder, rejects, columns, List.of()).toDF("path", "stage", "error");
        JavaRDD<InternalRow> retried = actions.rows()
                .filter(row -> ActionRow.verdict(row) == Verdict.RETRIED)
                .map(row -> new GenericInternalRow(new Object[] {ActionRow.path(row), ActionRow.failure(row)}));
        Dataset<Row> before = SortedRows.dataset(spark, retried, RETRIED, List.of());
        Column failure = functions.concat_ws(Failure.SEPARATOR, functions.col("stage"), functions.col("error"));
        Column alike = failure.equalTo(functions.col("failure"));
        Column internal = functions.col("error").equalTo(RejectCode.INTERNAL.name());
        Row counts = before.join(now, functions.col("retried").eqNullSafe(functions.col("path")))
                .agg(
                        functions.count(functions.lit(1)),
                        functions.count_if(alike),
                        functions.count_if(alike.and(internal)))
                .first();
        return new FailedAgain(counts.getLong(0), counts.getLong(1), counts.getLong(2));
    }
}
