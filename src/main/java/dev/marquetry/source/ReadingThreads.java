package dev.marquetry.source;

import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs reads in the order in which they were added, on no more threads than it takes.
 *
 * <p>A single thread keeps up with a decoder where files are near, and is woken once for many of them: a thread per
 * file would cost more than reading it. Where latency is high, whoever has to wait asks for more threads. Used by one
 * thread, which closes it.
 */
final class ReadingThreads implements AutoCloseable {
    private static final int GROWTH = 4;

    private final int most;
    private final ExecutorService threads;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger busy = new AtomicInteger();
    private volatile int allowed = 1;

    /**
     * @param most threads that may read at once
     */
    ReadingThreads(int most) {
        this.most = most;
        this.threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "marquetry-fetch");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Adds a read, which begins with {@link #start} at the latest. */
    <V> Future<V> add(Callable<V> read) {
        FutureTask<V> task = new FutureTask<>(read);
        waiting.add(task);
        return task;
    }

    /** Sees to it that what was added is being read. */
    void start() {
        for (int reads = waiting.size(); reads > 0 && mayBegin(); reads--) {
            threads.execute(this::readAll);
        }
    }

    /** Returns whether {@link #startMore} would change anything. */
    boolean mayBeMore() {
        return allowed < most;
    }

    /** Reads with more threads from now on, because the present ones do not keep up. */
    void startMore() {
        allowed = Math.min(most, GROWTH * allowed);
        start();
    }

    private boolean mayBegin() {
        int limit = allowed;
        return busy.getAndUpdate(count -> count < limit ? count + 1 : count) < limit;
    }

    private void readAll() {
        do {
            for (Runnable read = waiting.poll(); read != null; read = waiting.poll()) {
                read.run();
            }
            busy.decrementAndGet();
            // What was added since the queue was seen empty may have found no thread free.
        } while (!waiting.isEmpty() && mayBegin());
    }

    /** Interrupts what is being read and drops the rest. */
    @Override
    public void close() {
        waiting.clear();
        threads.shutdownNow();
    }
}
