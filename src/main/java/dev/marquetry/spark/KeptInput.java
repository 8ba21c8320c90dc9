package dev.marquetry.spark;

import dev.marquetry.options.DerivedColumns.LabelIndex;
import dev.marquetry.options.LabelNames;
import dev.marquetry.options.SourceOptions;
import dev.marquetry.source.InputTable;
import dev.marquetry.spark.internals.SortedRows;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.storage.StorageLevel;

/**
 * An input whose rows the session keeps: they are read several times, row by row. On disk they take no memory from the
 * images, nor do Spark's batches of columns. Rows that hold the bytes of images are not kept, they are read again.
 */
final class KeptInput implements AutoCloseable {
    private final SparkSession spark;
    private final JavaRDD<InternalRow> kept;
    private InputTable table;
    private JavaRDD<InternalRow> rows;

    /** Keeps the rows of a table once they are read. */
    KeptInput(SparkSession spark, InputTable table) {
        this.spark = spark;
        this.table = table;
        this.kept = rowsOf(table.rows());
        if (!table.holdsContent()) {
            kept.persist(StorageLevel.DISK_ONLY());
        }
        this.rows = kept;
    }

    /** Numbers the labels, where the options say so: reads all rows, of those that are not kept their labels alone. */
    void numberLabels(SourceOptions options, Supplier<LabelNames> standing) {
        if (options.derived().index() == LabelIndex.WRITTEN) {
            Dataset<Row> all = table.holdsContent()
                    ? table.rows()
                    : SortedRows.dataset(spark, kept, table.rows().schema(), List.of());
            table = table.withLabelIndex(all, standing.get());
            rows = rowsOf(table.rows());
        }
    }

    /** Returns the rows as Catalyst has them, each its own: Spark uses a row again for the next one. */
    static JavaRDD<InternalRow> rowsOf(Dataset<Row> frame) {
        return frame.queryExecution().toRdd().toJavaRDD().map(InternalRow::copy);
    }

    InputTable table() {
        return table;
    }

    JavaRDD<InternalRow> rows() {
        return rows;
    }

    /** Frees the rows, which a context that is stopped no longer has. */
    @Override
    public void close() {
        if (!spark.sparkContext().isStopped()) {
            kept.unpersist();
        }
    }
}
