package dev.marquetry.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
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
    private final RowFile file;
    private final AtomicBoolean failed;

    /**
     * @param path the file's
     * @param configuration of its file system
     * @param file takes the rows
     */
    MarquetryOutputWriter(String path, Configuration configuration, RowFile file) {
        this.path = path;
        this.configuration = configuration;
        this.file = file;
        this.failed = failureOfTask();
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
            file.write(row);
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
                file.abandon();
                Path left = new Path(path);
                left.getFileSystem(configuration).delete(left, false);
            } else {
                file.close();
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
