package dev.marquetry.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.parquet.hadoop.codec.CodecConfig;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.OutputWriter;
import org.apache.spark.util.TaskFailureListener;

/**
 * Writes one file of a task.
 *
 * <p>Spark closes the writers of a failed task as it closes those of a good one. The file of a failed task is left
 * without footer and deleted, so that nobody can take it for whole.
 */
final class MarquetryOutputWriter extends OutputWriter {
    private final String path;
    private final Configuration configuration;
    private final TensorFileWriter writer;
    private final AtomicBoolean failed;

    MarquetryOutputWriter(String path, SinkSchema schema, SinkOptions options, TaskAttemptContext context) {
        this.path = path;
        this.configuration = context.getConfiguration();
        this.failed = failureOfTask();
        try {
            this.writer = new TensorFileWriter(
                    schema,
                    options,
                    configuration,
                    CodecConfig.from(context).getCodec(),
                    HadoopOutputFile.fromPath(new Path(path), configuration));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot begin " + path, e);
        }
    }

    /** The task keeps its listeners to its end: they must not keep the writers, which may be many. */
    private static AtomicBoolean failureOfTask() {
        AtomicBoolean failure = new AtomicBoolean();
        TaskContext task = TaskContext.get();
        if (task != null) {
            task.addTaskFailureListener((TaskFailureListener) (failedTask, error) -> failure.set(true));
        }
        return failure;
    }

    @Override
    public void write(InternalRow row) {
        try {
            writer.write(row);
        } catch (IOException e) {
            failed.set(true);
            throw new UncheckedIOException("cannot write to " + path, e);
        } catch (RuntimeException | Error e) {
            failed.set(true);
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            if (failed.get()) {
                writer.abandon();
                Path file = new Path(path);
                file.getFileSystem(configuration).delete(file, false);
            } else {
                writer.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot end " + path, e);
        }
    }

    @Override
    public String path() {
        return path;
    }
}
