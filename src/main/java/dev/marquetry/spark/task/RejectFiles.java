package dev.marquetry.spark.task;

import dev.marquetry.dataset.RunId;
import dev.marquetry.spark.internals.LoneTask;
import dev.marquetry.spark.rows.RejectKind;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.OutputWriter;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Writes the rejects of tasks as data files are written, each attempt into its own staging file.
 *
 * <p>Only the name of the file goes to the driver, which publishes the files of committed tasks and no others.
 */
public final class RejectFiles implements RejectTarget {
    private final RowLayout layout;
    private final String folder;
    private final OutputWriterFactory factory;
    private final Broadcast<SerializableConfiguration> configuration;
    private final RunId run;

    /** Makes what ships to the executors. */
    public RejectFiles(
            RowLayout layout,
            String folder,
            OutputWriterFactory factory,
            Broadcast<SerializableConfiguration> configuration,
            RunId run) {
        this.layout = layout;
        this.folder = folder;
        this.factory = factory;
        this.configuration = configuration;
        this.run = run;
    }

    /** Returns the writer of the running task attempt; it makes no file before the first row. */
    @Override
    public Writer open(TaskContext context) {
        return new Writer(context.partitionId(), context.taskAttemptId());
    }

    /** Writes an empty file, so that the folder has a schema also where nothing was rejected. */
    public String writeEmpty() {
        Writer writer = new Writer(0, 0);
        writer.open();
        return writer.finish();
    }

    /** The file of one task attempt. */
    final class Writer implements Rejects {
        private final int partition;
        private final long attempt;
        private OutputWriter output;

        private Writer(int partition, long attempt) {
            this.partition = partition;
            this.attempt = attempt;
        }

        @Override
        public Optional<InternalRow> take(
                InternalRow input, RejectKind kind, String message, RowLayout.SourceFile source) {
            open();
            output.write(layout.reject(input, kind, message, source));
            return Optional.empty();
        }

        private void open() {
            if (output == null) {
                Configuration settings = configuration.value().value();
                TaskAttemptContext context = LoneTask.context(settings, partition);
                String name = String.format(
                        Locale.ROOT, "part-%05d-%d-%s%s", partition, attempt, run, factory.getFileExtension(context));
                output = factory.newInstance(new Path(folder, name).toString(), layout.rejects(), context);
            }
        }

        @Override
        public String finish() {
            if (output == null) {
                return null;
            }
            String name = new Path(output.path()).getName();
            OutputWriter finished = output;
            output = null;
            finished.close();
            return name;
        }

        /** Lets go of a file that was not finished; the staging folder goes with the run. */
        @Override
        public void close() {
            if (output != null) {
                output.close();
                output = null;
            }
        }
    }
}
