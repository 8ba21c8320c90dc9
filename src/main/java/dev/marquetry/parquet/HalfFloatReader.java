package dev.marquetry.parquet;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/** Opens files with half floats on the executors, row by row. */
final class HalfFloatReader extends AbstractFunction1<PartitionedFile, Iterator<InternalRow>> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Broadcast<SerializableConfiguration> configuration;
    private final StructType required;
    private final StructType partitions;
    private final String datetimeRebaseMode;
    private final String int96RebaseMode;

    /**
     * @param configuration what Spark's reader put into it
     * @param required the columns to read, half floats widened
     * @param partitions the columns that follow them
     * @param datetimeRebaseMode Spark's mode for old dates
     * @param int96RebaseMode Spark's mode for old timestamps
     */
    HalfFloatReader(
            Broadcast<SerializableConfiguration> configuration,
            StructType required,
            StructType partitions,
            String datetimeRebaseMode,
            String int96RebaseMode) {
        this.configuration = configuration;
        this.required = required;
        this.partitions = partitions;
        this.datetimeRebaseMode = datetimeRebaseMode;
        this.int96RebaseMode = int96RebaseMode;
    }

    @Override
    public Iterator<InternalRow> apply(PartitionedFile file) {
        try {
            HalfFloatRows rows = new HalfFloatRows(
                    file,
                    configuration.value().value(),
                    required,
                    partitions,
                    new HalfFloatRows.RebaseModes(datetimeRebaseMode, int96RebaseMode));
            TaskContext task = TaskContext.get();
            if (task != null) {
                task.addTaskCompletionListener((TaskCompletionListener) finished -> rows.close());
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file.toPath(), e);
        }
    }
}
