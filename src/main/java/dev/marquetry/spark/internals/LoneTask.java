package dev.marquetry.spark.internals;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.JobID;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.TaskID;
import org.apache.hadoop.mapreduce.TaskType;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;

/** What Spark's writers ask of a task, for files that no commit protocol knows. */
public final class LoneTask {
    private LoneTask() {}

    /** Returns the context of a task of no job. */
    public static TaskAttemptContext context(Configuration configuration, int partition) {
        TaskID task = new TaskID(new JobID("marquetry", 0), TaskType.MAP, partition);
        return new TaskAttemptContextImpl(configuration, new TaskAttemptID(task, 0));
    }
}
