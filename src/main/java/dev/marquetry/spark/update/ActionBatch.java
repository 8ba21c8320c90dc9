package dev.marquetry.spark.update;

import dev.marquetry.source.InputTable;
import java.util.HashSet;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Some of the actions of an update, in their order.
 *
 * @param rows the actions
 * @param inputColumns how many columns a row of the input has
 */
public record ActionBatch(JavaRDD<InternalRow> rows, int inputColumns) {
    /** Returns a batch without actions. */
    public static ActionBatch none(JavaSparkContext context) {
        return new ActionBatch(context.emptyRDD(), 0);
    }

    /** Returns the rows of the input that are converted, in the order of the input. */
    public JavaRDD<InternalRow> converted() {
        int columns = inputColumns;
        return rows.filter(row -> ActionRow.verdict(row).converts())
                .map(row -> ActionRow.input(row, columns).copy());
    }

    /**
     * Returns the rows of the input that are converted, with their images' bytes. Their paths are on every executor
     * meanwhile; the bytes stay where they are.
     *
     * @param input all rows of the input
     */
    public JavaRDD<InternalRow> withContent(JavaRDD<InternalRow> input) {
        Set<UTF8String> paths =
                new HashSet<>(rows.filter(row -> ActionRow.verdict(row).converts())
                        .map(ActionRow::path)
                        .collect());
        Broadcast<Set<UTF8String>> wanted =
                JavaSparkContext.fromSparkContext(rows.context()).broadcast(paths);
        return input.filter(row -> wanted.value()
                .contains(row.isNullAt(InputTable.PATH_ORDINAL) ? null : row.getUTF8String(InputTable.PATH_ORDINAL)));
    }
}
