package dev.marquetry.spark.task;

import java.io.Serializable;
import org.apache.spark.TaskContext;

/** Makes what takes the rejects of a task, on the executor. */
public interface RejectTarget extends Serializable {
    /** Opens it for the running task attempt. */
    Rejects open(TaskContext context);
}
