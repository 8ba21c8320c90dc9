package dev.marquetry.cli;

import dev.marquetry.options.UserException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Opens the Spark session of a run: the cluster's under {@code spark-submit}, else one in this JVM. */
final class Sessions {
    /** How long a job waits for a standalone cluster: it has no queue, what is not there in minutes does not come. */
    private static final Duration STANDALONE_WAIT = Duration.ofMinutes(5);

    private Sessions() {}

    /** What is done in a session. */
    interface Work {
        int in(SparkSession spark) throws IOException;
    }

    /**
     * Does something in its own session.
     *
     * @param master the master that the command line names; it wins over Spark's own settings
     * @param wait how long it may wait to begin, or nothing for what is usual with the master
     * @param work what is done
     * @return what the work returns
     * @throws UserException if the user can mend what went wrong; what is a fault of ours is any other exception
     */
    static int use(Optional<String> master, Optional<Duration> wait, Work work) {
        return use(master, wait, work, SparkFaults.RUN_FAILED);
    }

    /** Does something in its own session, as {@link #use} does, that publishes nothing, however it ends. */
    static int read(Optional<String> master, Optional<Duration> wait, Work work) {
        return use(master, wait, work, SparkFaults.READING_FAILED);
    }

    private static int use(Optional<String> master, Optional<Duration> wait, Work work, String failed) {
        SparkConf settings = settings(master);
        SparkStart.check(settings);
        Optional<Duration> limit =
                wait.or(() -> StandaloneMaster.isIn(settings) ? Optional.of(STANDALONE_WAIT) : Optional.empty());
        try (StartWatch watch = StartWatch.begin(limit, line -> System.err.println(line))) {
            SparkSession spark = open(settings, watch);
            try {
                return use(spark, watch, work, failed);
            } finally {
                spark.stop();
            }
        }
    }

    private static int use(SparkSession spark, StartWatch watch, Work work, String failed) {
        spark.sparkContext().addSparkListener(watch);
        watch.expect(
                () -> Waiting.forExecutors(spark.sparkContext()),
                () -> spark.sparkContext().cancelAllJobs());
        TaskFailures failures = TaskFailures.of(spark.sparkContext());
        try {
            return work.in(spark);
        } catch (Exception | Error failure) {
            watch.refusal().ifPresent(refusal -> {
                throw refusal;
            });
            throw SparkFaults.explained(failures.rather(failure), failed);
        }
    }

    private static SparkConf settings(Optional<String> master) {
        SparkConf settings = new SparkConf();
        master.ifPresent(settings::setMaster);
        if (!settings.contains("spark.master")) {
            settings.setMaster("local[*]");
        }
        settings.setIfMissing("spark.app.name", "marquetry");
        if (settings.get("spark.master").startsWith("local")) {
            // One process: nobody else is to reach it, and its only terminal hears of progress every second.
            settings.setIfMissing("spark.ui.enabled", "false");
            settings.setIfMissing("spark.driver.host", "127.0.0.1");
            settings.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
            settings.setIfMissing("spark.executor.heartbeatInterval", "1s");
            // As in conf/spark-defaults.conf: a minute for an S3 server that does not answer, not two.
            settings.setIfMissing("spark.hadoop.fs.s3a.retry.limit", "6");
            // An executor ends its process after an error of the JVM; here that would be this one, without a word.
            settings.setIfMissing("spark.executor.killOnFatalError.depth", "0");
        }
        return settings;
    }

    /** Spark is made by its own thread, which is left alone where it takes too long: it cannot be interrupted. */
    private static SparkSession open(SparkConf settings, StartWatch watch) {
        StandaloneMaster standalone = StandaloneMaster.isIn(settings) ? StandaloneMaster.of(settings) : null;
        FutureTask<SparkSession> made = new FutureTask<>(() -> {
            if (standalone != null) {
                standalone.awaitListener();
            } else if (YarnCluster.isIn(settings)) {
                YarnCluster.requireRoom(settings);
            }
            return SparkSession.builder().config(settings).getOrCreate();
        });
        Thread maker = new Thread(made, "marquetry-open");
        maker.setDaemon(true);
        watch.waitFor(
                () -> standalone == null ? Waiting.forMaster(settings) : standalone.silent(), () -> made.cancel(false));
        maker.start();
        try {
            SparkSession spark = made.get();
            SparkSession.setActiveSession(spark);
            return spark;
        } catch (CancellationException refused) {
            throw watch.refusal().orElseThrow();
        } catch (ExecutionException failure) {
            throw StartFaults.of(settings, failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Spark starts", interrupted);
        }
    }
}
