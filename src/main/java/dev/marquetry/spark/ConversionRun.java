package dev.marquetry.spark;

import dev.marquetry.dataset.DatasetWriter;
import dev.marquetry.dataset.RunId;
import dev.marquetry.options.OutputMode;
import dev.marquetry.options.UserException;
import dev.marquetry.source.StorageFaults;
import dev.marquetry.spark.description.ConversionResult;
import dev.marquetry.spark.publish.OutputCheck;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.hadoop.util.ShutdownHookManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run: takes the folder, lets its steps be done, and gives the folder back, however that ends. */
final class ConversionRun {
    /** After Spark's own hook, which stops the tasks, and before Hadoop's, which closes the file systems. */
    private static final int SHUTDOWN_PRIORITY = 30;

    private static final Duration LAST_TASKS = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(ConversionRun.class);

    private final RunContext run;
    private volatile DatasetWriter writer;
    private volatile RunSteps steps;
    private RunTasks tasks;

    /**
     * @param run what the run knows
     */
    ConversionRun(RunContext run) {
        this.run = run;
    }

    /**
     * Runs.
     *
     * @param work the input
     */
    ConversionResult run(WorkPlan work, ProgressObserver observer) throws IOException {
        begin();
        Thread abandon = new Thread(this::end, "marquetry-abandon");
        endAtShutdown(abandon);
        String tag = tag();
        run.context().addJobTag(tag);
        run.spark().sparkContext().addSparkListener(tasks);
        writer.whenLost(() -> run.context().cancelJobsWithTag(tag));
        try {
            return steps.run(work, observer);
        } catch (Throwable failure) {
            tasks.awaitNone(LAST_TASKS);
            // Whatever failed after another run took over, failed for that.
            Optional<UserException> takenOver = takenOver();
            if (takenOver.isPresent()) {
                takenOver.get().addSuppressed(failure);
                throw takenOver.get();
            }
            throw failure;
        } finally {
            run.context().removeJobTag(tag);
            run.spark().sparkContext().removeSparkListener(tasks);
            end();
            if (!ShutdownHookManager.get().isShutdownInProgress()) {
                ShutdownHookManager.get().removeShutdownHook(abandon);
            }
        }
    }

    /** Returns what the run published, once it has published all of it. */
    Optional<ConversionResult> committed() {
        RunSteps mine = steps;
        return mine == null ? Optional.empty() : mine.committed();
    }

    /** Returns how far the run is, if it publishes in batches and has begun to. */
    Optional<PublishedBatches> published() {
        RunSteps mine = steps;
        return mine == null ? Optional.empty() : mine.published();
    }

    private void begin() {
        try {
            OutputCheck.check(run.folder(), run.options().output().mode());
            writer = DatasetWriter.begin(
                    run.folder(), RunId.next(), run.options().publish().takeover());
            tasks = new RunTasks(tag());
            steps = run.options().output().mode() == OutputMode.UPDATE
                    ? new UpdateRun(run, writer, tasks)
                    : new OneCommit(run, writer, tasks);
            // What was mended meanwhile may stand in the way now.
            OutputCheck.check(run.folder(), run.options().output().mode());
        } catch (IOException failure) {
            end();
            throw unwritable(failure);
        } catch (RuntimeException failure) {
            end();
            throw failure;
        }
    }

    /** A signal may have come since the folder was taken: then no hook is taken any more. */
    private void endAtShutdown(Thread abandon) {
        try {
            ShutdownHookManager.get().addShutdownHook(abandon, SHUTDOWN_PRIORITY);
        } catch (IllegalStateException shutdown) {
            end();
            throw new UserException(
                    UserException.Kind.RUN,
                    "the run was stopped as it began: " + run.options().output().path(),
                    "its process was told to end",
                    "run it again; nothing of it is left",
                    shutdown);
        }
    }

    private String tag() {
        return "marquetry-" + writer.run();
    }

    private Optional<UserException> takenOver() {
        try {
            writer.requireHeld();
            return Optional.empty();
        } catch (UserException held) {
            return Optional.of(held);
        } catch (IOException unknown) {
            return Optional.empty();
        }
    }

    private UserException unwritable(IOException failure) {
        return StorageFaults.of(
                "output.path cannot be written: " + run.options().output().path(), failure);
    }

    /** Takes back what a run wrote that published nothing, and lets the folder go. */
    private void end() {
        DatasetWriter mine = writer;
        if (mine == null) {
            return;
        }
        try {
            steps.abandon();
            mine.abandon();
        } catch (IOException failure) {
            LOG.warn(
                    "What the run left under {} could not be removed; the next run removes it",
                    run.folder().root(),
                    failure);
        }
        try {
            mine.close();
        } catch (IOException failure) {
            LOG.warn(
                    "The lock on {} could not be given back; it is taken over when it is old",
                    run.folder().root(),
                    failure);
        }
    }
}
