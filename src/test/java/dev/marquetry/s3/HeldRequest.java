package dev.marquetry.s3;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/** The first of some requests, stopped before the server hears of it. */
final class HeldRequest implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Predicate<S3Request> which;
    private final AtomicBoolean found = new AtomicBoolean();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    HeldRequest(Predicate<S3Request> which) {
        this.which = which;
    }

    void stopIfFirst(S3Request request) throws IOException {
        if (which.test(request) && found.compareAndSet(false, true)) {
            stopped.countDown();
            await(released);
        }
    }

    /** Waits until a request is held. */
    void awaitStopped() throws IOException {
        await(stopped);
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("nothing came within " + LONGEST);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    /** Lets the request go on. */
    @Override
    public void close() {
        released.countDown();
    }
}
