package dev.marquetry.spark.task;

import java.time.Duration;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/**
 * A crash journal: finds images that kill the process which decodes them, by notes in the run's staging folder.
 *
 * <p>The first attempt of a task takes none and costs nothing. Each later one is careful: it notes every image before
 * it decodes it. An image that two attempts died over is blocklisted, so that an executor which was killed for another
 * reason costs no image; in the last attempt that Spark allows, one death is enough.
 *
 * <p>It needs executors of their own: where Spark runs in one process, the job dies with it.
 *
 * @param folder where the notes are, on the output's file system
 * @param settings Hadoop's settings for it
 */
public record CrashJournal(String folder, Broadcast<SerializableConfiguration> settings)
        implements DecodingWatch.Source {
    private static final int DEATHS = 2;
    private static final int SPARKS_MAX_FAILURES = 4;

    /** Decoding takes seconds at most: a note that stays for so long was left by a process that is no more. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    public DecodingWatch open(TaskContext context) {
        if (context.attemptNumber() == 0 && context.stageAttemptNumber() == 0) {
            return DecodingWatch.NONE;
        }
        SparkConf conf = SparkEnv.get().conf();
        boolean last = context.attemptNumber() + 1 >= conf.getInt("spark.task.maxFailures", SPARKS_MAX_FAILURES);
        // Without speculation, attempts of a task follow each other.
        Duration patience = conf.getBoolean("spark.speculation", false) ? PATIENCE : Duration.ZERO;
        Configuration configuration = settings.value().value();
        Path task = new Path(folder, "task-" + context.partitionId());
        Path own = new Path(task, "attempt-" + context.taskAttemptId());
        return new JournalingWatch(own, configuration, last ? 1 : DEATHS, patience);
    }
}
