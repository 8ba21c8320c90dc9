package dev.marquetry.spark;

import dev.marquetry.spark.description.TaskCounts;
import dev.marquetry.spark.internals.ScalaLists;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import org.apache.spark.ExecutorLostFailure;
import org.apache.spark.TaskEndReason;
import org.apache.spark.TaskFailedReason;
import org.apache.spark.TaskKilled;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/**
 * Counts the tasks of a run: those that are at work, and what became of others.
 *
 * <p>A job that fails or is cancelled ends before its tasks do, and what they write meanwhile would outlive it.
 */
final class RunTasks extends SparkListener {
    private static final String TAGS = "spark.job.tags";

    private final String tag;
    private final Set<Integer> stages = new HashSet<>();
    private final Set<Long> tasks = new HashSet<>();
    private final Set<String> lost = new HashSet<>();
    private long failed;
    private long killed;

    /**
     * @param tag the job tag of the run
     */
    RunTasks(String tag) {
        this.tag = tag;
    }

    @Override
    public synchronized void onJobStart(SparkListenerJobStart start) {
        Properties properties = start.properties();
        String tags = properties == null ? "" : properties.getProperty(TAGS, "");
        if (Arrays.asList(tags.split(",")).contains(tag)) {
            ScalaLists.toJava(start.stageInfos()).forEach(stage -> stages.add(stage.stageId()));
        }
    }

    @Override
    public synchronized void onTaskStart(SparkListenerTaskStart start) {
        if (stages.contains(start.stageId())) {
            tasks.add(start.taskInfo().taskId());
        }
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
        if (tasks.remove(end.taskInfo().taskId())) {
            count(end.reason());
        }
        notifyAll();
    }

    private void count(TaskEndReason reason) {
        if (reason instanceof ExecutorLostFailure loss && loss.exitCausedByApp()) {
            lost.add(loss.execId());
        }
        if (reason instanceof TaskKilled) {
            killed++;
        } else if (reason instanceof TaskFailedReason) {
            failed++;
        }
    }

    /** Returns what became of tasks but for those that finished. */
    synchronized TaskCounts counts() {
        return new TaskCounts(0, failed, killed, lost.size());
    }

    /** Waits until no task of the run is at work, or the time is over. */
    synchronized void awaitNone(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            long left = limit.toMillis();
            while (!tasks.isEmpty() && left > 0) {
                wait(left);
                left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
