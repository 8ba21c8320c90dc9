package dev.marquetry.spark.publish;

import dev.marquetry.dataset.CommitRecord;
import dev.marquetry.options.UserException;
import dev.marquetry.source.InputTable;
import dev.marquetry.spark.internals.SortedRows;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Refuses to append images whose paths the dataset has: compares the columns of paths, on the executors. */
public final class DuplicatePaths {
    private static final StructType PATH = new StructType().add("path", DataTypes.StringType);

    /** Fewer paths than this go to every executor, which spares Spark to sort those of the dataset. */
    private static final long FEW = 100_000;

    private static final int SHOWN = 3;

    private DuplicatePaths() {}

    /**
     * Compares an input with a dataset.
     *
     * @param rows the rows of an {@link InputTable}
     * @param count how many they are
     * @param base the dataset's newest commit
     * @param data the dataset's folder of Parquet files
     * @throws UserException if a path is in both
     */
    public static void refuse(SparkSession spark, JavaRDD<InternalRow> rows, long count, CommitRecord base, Path data) {
        if (count == 0 || base.data().totalRows() == 0) {
            return;
        }
        StructType columns = CommittedRows.sharedColumns(base.description());
        String column = base.description().pathColumn();
        Dataset<Row> standing = CommittedRows.read(
                        spark,
                        data,
                        base.data().files(),
                        new StructType().add(columns.apply(column)),
                        base.description().partitionBy())
                .withColumnRenamed(column, "path");
        JavaRDD<InternalRow> paths = rows.map(DuplicatePaths::path);
        Dataset<Row> added = SortedRows.dataset(spark, paths, PATH, List.of());
        Dataset<Row> both = standing.join(
                count < FEW ? functions.broadcast(added) : added,
                standing.col("path").equalTo(added.col("path")),
                "left_semi");
        List<Row> shown = both.orderBy("path").limit(SHOWN).collectAsList();
        if (!shown.isEmpty()) {
            throw new UserException(
                    UserException.Kind.USAGE,
                    String.format(
                            Locale.ROOT,
                            "%,d rows of the dataset have paths that this append would add again",
                            both.count()),
                    "output.duplicates is refuse; the first are "
                            + String.join(
                                    ", ",
                                    shown.stream().map(row -> row.getString(0)).toList()),
                    "leave these images out of the input, or set output.duplicates to keep if they are wanted twice");
        }
    }

    private static InternalRow path(InternalRow row) {
        return new GenericInternalRow(new Object[] {
            row.isNullAt(InputTable.PATH_ORDINAL)
                    ? null
                    : row.getUTF8String(InputTable.PATH_ORDINAL).clone()
        });
    }
}
