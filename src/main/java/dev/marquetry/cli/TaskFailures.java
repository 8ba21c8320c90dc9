package dev.marquetry.cli;

import java.util.HashSet;
import java.util.Set;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.ExecutorLostFailure;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkException;
import org.apache.spark.TaskEndReason;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.TaskInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of every task that fails: logs each kind of failure once, while the run goes on, and keeps the first one.
 *
 * <p>Spark's own loggers tell of each attempt with its stack trace. Thread-safe.
 */
final class TaskFailures extends SparkListener {
    private static final Logger LOG = LoggerFactory.getLogger(TaskFailures.class);

    private final Set<String> told = new HashSet<>();
    private Throwable first;

    private TaskFailures() {}

    /** Begins to listen to the tasks of a context. */
    static TaskFailures of(SparkContext context) {
        TaskFailures failures = new TaskFailures();
        context.addSparkListener(failures);
        return failures;
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd ended) {
        TaskEndReason reason = ended.reason();
        if (reason instanceof ExceptionFailure failure) {
            Throwable thrown =
                    failure.exception().isDefined() ? failure.exception().get() : null;
            keep(thrown);
            tell(
                    thrown == null
                            ? failure.className() + ": " + failure.description()
                            : FailureChain.line(FailureChain.of(thrown).root()),
                    ended.taskInfo());
        } else if (reason instanceof ExecutorLostFailure lost && lost.exitCausedByApp()) {
            tell(
                    "executor " + lost.execId() + " was lost"
                            + (lost.reason().isDefined() ? ": " + lost.reason().get() : ""),
                    ended.taskInfo());
        }
    }

    private synchronized void keep(Throwable thrown) {
        if (first == null) {
            first = thrown;
        }
    }

    private synchronized void tell(String failure, TaskInfo task) {
        if (told.add(failure)) {
            LOG.warn(
                    "Attempt {} of a task on {} (executor {}) failed: {}",
                    task.attemptNumber() + 1,
                    task.host(),
                    task.executorId(),
                    failure);
        }
    }

    /**
     * Returns what a run failed of: what a task threw first, where the run itself ended for lack of executors, which an
     * error of the JVM ends.
     */
    synchronized Throwable rather(Throwable failure) {
        boolean executorLost = FailureChain.of(failure)
                .first(SparkException.class)
                .filter(ClusterFaults::isLostExecutor)
                .isPresent();
        return executorLost && first != null ? first : failure;
    }
}
