package dev.marquetry.spark;

import dev.marquetry.spark.internals.ScalaLists;
import dev.marquetry.spark.task.Progress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * Adds up the rows of finished tasks and, from the executors' heartbeats, those of running ones.
 *
 * <p>Spark calls it from one thread.
 */
final class ProgressListener extends SparkListener {
    private final Progress progress;
    private final ProgressObserver observer;
    private final Map<Long, Counts> running = new HashMap<>();
    /** A heartbeat may come after the end of the task that it tells of. */
    private final Set<Long> ended = new HashSet<>();

    private record Counts(long done, long rejected) {
        static final Counts NONE = new Counts(0, 0);

        Counts plus(Counts other) {
            return new Counts(done + other.done, rejected + other.rejected);
        }
    }

    ProgressListener(Progress progress, ProgressObserver observer) {
        this.progress = progress;
        this.observer = observer;
    }

    @Override
    public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
        ScalaLists.toJava(update.accumUpdates()).forEach(task -> {
            long taskId = (Long) task._1();
            if (!ended.contains(taskId)) {
                running.put(taskId, counts(ScalaLists.toJava(task._4())));
            }
        });
        tell();
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
        running.remove(end.taskInfo().taskId());
        ended.add(end.taskInfo().taskId());
        tell();
    }

    private Counts counts(Iterable<AccumulableInfo> updates) {
        long done = 0;
        long rejected = 0;
        for (AccumulableInfo update : updates) {
            if (update.update().isDefined() && update.update().get() instanceof Long count) {
                done += update.id() == progress.done().id() ? count : 0;
                rejected += update.id() == progress.rejected().id() ? count : 0;
            }
        }
        return new Counts(done, rejected);
    }

    private void tell() {
        Counts finished =
                new Counts(progress.done().value(), progress.rejected().value());
        Counts all = running.values().stream().reduce(Counts.NONE, Counts::plus).plus(finished);
        observer.progress(all.done(), all.rejected());
    }
}
