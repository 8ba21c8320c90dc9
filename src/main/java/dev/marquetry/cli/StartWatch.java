package dev.marquetry.cli;

import dev.marquetry.options.UserException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/**
 * Says why a run does not begin: after twenty seconds, then once a minute, and for the last time when it gives up.
 *
 * <p>A run waits in two places: for Spark's master to take it, and then for an executor to take the first task. Where
 * waiting cannot help it ends within seconds. Thread-safe; closing ends its thread.
 */
final class StartWatch extends SparkListener implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(3);
    private static final Duration FIRST_WORD = Duration.ofSeconds(20);
    private static final Duration BETWEEN_WORDS = Duration.ofMinutes(1);

    private final Duration limit;
    private final Consumer<String> output;
    private final Thread clock = new Thread(this::tick, "marquetry-start");
    private Supplier<Obstacle> obstacle;
    private Runnable stop;
    private Duration nextWord;
    private long since;
    private boolean waiting;
    private boolean begun;
    private UserException refusal;

    private StartWatch(Optional<Duration> limit, Consumer<String> output) {
        this.limit = limit.orElse(null);
        this.output = output;
    }

    /**
     * Begins to watch.
     *
     * @param limit how long a run may wait in one place, or nothing for as long as it takes
     * @param output takes a line each time
     */
    static StartWatch begin(Optional<Duration> limit, Consumer<String> output) {
        StartWatch watch = new StartWatch(limit, output);
        watch.clock.setDaemon(true);
        watch.clock.start();
        return watch;
    }

    private void tick() {
        try {
            while (true) {
                Thread.sleep(1000);
                look();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The run waits from now on.
     *
     * @param why says what for; asked from another thread
     * @param whenRefused ends the waiting
     */
    synchronized void waitFor(Supplier<Obstacle> why, Runnable whenRefused) {
        expect(why, whenRefused);
        startWaiting();
    }

    /** The run waits as soon as Spark hands out tasks, until the first of them starts. */
    synchronized void expect(Supplier<Obstacle> why, Runnable whenRefused) {
        obstacle = Objects.requireNonNull(why, "why");
        stop = Objects.requireNonNull(whenRefused, "whenRefused");
        waiting = false;
    }

    private void startWaiting() {
        waiting = true;
        since = System.nanoTime();
        nextWord = FIRST_WORD;
    }

    @Override
    public synchronized void onStageSubmitted(SparkListenerStageSubmitted submitted) {
        if (!begun && !waiting) {
            startWaiting();
        }
    }

    @Override
    public synchronized void onTaskStart(SparkListenerTaskStart started) {
        begun = true;
        waiting = false;
    }

    private void look() {
        Supplier<Obstacle> why;
        long from;
        synchronized (this) {
            why = obstacle;
            from = since;
            if (!waiting || waited().compareTo(GRACE) < 0) {
                return;
            }
        }
        // It may ask the cluster, which takes time.
        Obstacle found = why.get();
        synchronized (this) {
            if (waiting && since == from && refusal == null) {
                judge(found, waited());
            }
        }
    }

    private Duration waited() {
        return Duration.ofNanos(System.nanoTime() - since);
    }

    private void judge(Obstacle found, Duration waited) {
        if (found.hope() == Obstacle.Hope.NONE || (limit != null && waited.compareTo(limit) >= 0)) {
            String end = found.hope() == Obstacle.Hope.NONE
                    ? ""
                    : "; run.wait allows no more than " + Figures.duration(limit);
            refusal = new UserException(
                    UserException.Kind.RUN, "The run cannot begin", found.cause() + end, found.cure());
            waiting = false;
            stop.run();
        } else if (waited.compareTo(nextWord) >= 0) {
            nextWord = nextWord.plus(BETWEEN_WORDS);
            output.accept("marquetry: the run has not begun after " + Figures.duration(waited) + ": " + found.cause()
                    + "; " + found.cure()
                    + (limit == null ? "" : " (run.wait: " + Figures.duration(limit) + ")"));
        }
    }

    /** Returns why the run was given up, if it was. */
    synchronized Optional<UserException> refusal() {
        return Optional.ofNullable(refusal);
    }

    @Override
    public void close() {
        clock.interrupt();
    }
}
