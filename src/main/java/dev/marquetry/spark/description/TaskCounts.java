package dev.marquetry.spark.description;

/**
 * What became of the tasks that converted, and of the executors.
 *
 * @param finished tasks whose work counts
 * @param failed attempts that failed, and were made again
 * @param killed attempts that were stopped, as where another one of the same task was faster
 * @param executorsLost executors that died over a task
 */
public record TaskCounts(long finished, long failed, long killed, int executorsLost) {
    /** No task at all. */
    public static final TaskCounts NONE = new TaskCounts(0, 0, 0, 0);

    /** Returns the counts with more tasks whose work counts. */
    public TaskCounts withFinished(long more) {
        return new TaskCounts(finished + more, failed, killed, executorsLost);
    }
}
