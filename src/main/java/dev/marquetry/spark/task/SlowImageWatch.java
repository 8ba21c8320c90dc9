package dev.marquetry.spark.task;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names an image in the log, once, while it has been decoded for longer than images take.
 *
 * <p>Adds to another watch. One thread per process looks at the image of each task several times within that time; an
 * image itself costs two writes of a field.
 */
final class SlowImageWatch implements DecodingWatch {
    /** How often a task's image is looked at while the time passes. */
    private static final int LOOKS = 10;

    private static final ScheduledThreadPoolExecutor LOOKOUT = lookout();
    private static final Logger LOG = LoggerFactory.getLogger(SlowImageWatch.class);

    private final DecodingWatch inner;
    private final long patience;
    private final ScheduledFuture<?> looking;
    private volatile Entered current;

    /** An image that is being decoded, and since when, in nanoseconds. */
    private record Entered(String path, long since) {}

    private SlowImageWatch(DecodingWatch inner, Duration patience) {
        this.inner = inner;
        this.patience = TimeUnit.NANOSECONDS.convert(patience);
        long step = this.patience / LOOKS;
        this.looking = LOOKOUT.scheduleWithFixedDelay(new Look(), step, step, TimeUnit.NANOSECONDS);
    }

    /**
     * Opens a watch for a task.
     *
     * @param inner the watch that it adds to, and closes
     * @param patience how long an image may take unnoticed
     */
    static DecodingWatch open(DecodingWatch inner, Duration patience) {
        return new SlowImageWatch(inner, patience);
    }

    private static ScheduledThreadPoolExecutor lookout() {
        ScheduledThreadPoolExecutor lookout = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "marquetry-slow-images");
            thread.setDaemon(true);
            return thread;
        });
        lookout.setRemoveOnCancelPolicy(true);
        return lookout;
    }

    /** Looks at the image that is being decoded, and remembers which one it has named. */
    private final class Look implements Runnable {
        private Entered named;

        @Override
        public void run() {
            Entered entered = current;
            if (entered == null || entered.equals(named)) {
                return;
            }
            long nanos = System.nanoTime() - entered.since();
            if (nanos >= patience) {
                named = entered;
                LOG.warn(
                        "{} has been decoded for {} s and is not done yet (image.slow-seconds)",
                        entered.path(),
                        TimeUnit.NANOSECONDS.toSeconds(nanos));
            }
        }
    }

    @Override
    public boolean isBlocklisted(long position) {
        return inner.isBlocklisted(position);
    }

    @Override
    public void enter(long position, String path) {
        inner.enter(position, path);
        current = new Entered(path, System.nanoTime());
    }

    @Override
    public void leave() {
        current = null;
        inner.leave();
    }

    @Override
    public void close() {
        looking.cancel(false);
        inner.close();
    }
}
