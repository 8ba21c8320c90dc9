package dev.marquetry.source;

import dev.marquetry.options.RejectException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Reads files ahead of whoever takes them, in the order of the requests.
 *
 * <p>A few threads hide the latency of an object store behind decoding. What lies ready or is under way is bounded in
 * count and in bytes, as many as the files really have; a single file may exceed the bound in bytes, but then it is
 * alone. Used by one thread, which closes it; closing interrupts the reads that are under way.
 *
 * @param <T> what the caller asks with, handed back with the bytes
 */
public final class Prefetcher<T> implements Iterator<FetchedFile<T>>, AutoCloseable {
    /** What a file is taken for until it is read, where its length is not known. */
    private static final long ASSUMED_LENGTH = 256 * 1024;

    /** How long to wait for a file before more are read at once: longer than a file takes that is near. */
    private static final long PATIENCE_MILLIS = 2;

    private final Iterator<T> requests;
    private final Target<T> target;
    private final PrefetchLimits limits;
    private final FileBuffers buffers;
    private final FileReader reader;
    private final ReadingThreads threads;
    private final ArrayDeque<Pending<T>> pending = new ArrayDeque<>();
    private final AtomicLong pendingBytes = new AtomicLong();
    private final ByteBudget budget;
    private long added;
    private T heldBack;
    private FetchedFile<T> taken;

    /**
     * Says where the bytes of a request are.
     *
     * @param <T> what the caller asks with
     */
    public interface Target<T> {
        /**
         * Returns the file to read.
         *
         * @throws RejectException if the request names no file
         */
        Path path(T request) throws RejectException;

        /**
         * Returns the bytes themselves where the request has them, so that no file is read; else nothing.
         *
         * @throws RejectException if the request should have them and has not
         */
        default Optional<byte[]> content(T request) throws RejectException {
            return Optional.empty();
        }

        /** Returns the length of the file, where somebody told it: a hint, which need not be right. */
        OptionalLong length(T request);
    }

    private record Pending<T>(Future<FetchedFile<T>> file, AtomicLong bytes, long place, ByteBudget.Claim claim) {}

    /**
     * Makes a prefetcher; nothing is read before the first call of {@link #hasNext()} or {@link #next()}.
     *
     * @param requests what to read, taken from the caller's thread only
     * @param target where the bytes of a request are; called from the caller's thread only
     * @param limits how far ahead to read
     * @param configuration Hadoop's settings for the file systems
     */
    public Prefetcher(Iterator<T> requests, Target<T> target, PrefetchLimits limits, Configuration configuration) {
        this.requests = requests;
        this.target = target;
        this.limits = limits;
        this.buffers = new FileBuffers(limits.bytes());
        this.reader = new FileReader(configuration, buffers, limits.ofEach());
        this.threads = new ReadingThreads(limits.threads());
        this.budget = new ByteBudget(limits.bytes());
    }

    @Override
    public boolean hasNext() {
        fill();
        if (pending.isEmpty()) {
            return false;
        }
        budget.takesNext(pending.peek().place());
        return true;
    }

    /**
     * Returns the next file, waiting for it if need be; the bytes of the last one may no longer be used.
     *
     * @throws IllegalStateException if the waiting thread is interrupted, as Spark does to a killed task
     */
    @Override
    public FetchedFile<T> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("all files were taken");
        }
        if (taken != null) {
            taken.giveBack(buffers);
            taken = null;
        }
        Pending<T> first = pending.remove();
        try {
            FetchedFile<T> file = await(first.file());
            pendingBytes.addAndGet(-first.bytes().get());
            first.claim().release();
            taken = file;
            return file;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a file", interrupted);
        } catch (ExecutionException failure) {
            throw new IllegalStateException("fetching failed", failure.getCause());
        }
    }

    private FetchedFile<T> await(Future<FetchedFile<T>> file) throws InterruptedException, ExecutionException {
        while (threads.mayBeMore()) {
            try {
                return file.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException slow) {
                threads.startMore();
            }
        }
        return file.get();
    }

    /** Adds many requests at once where it can, so that the threads are seldom woken. */
    private void fill() {
        if (pending.size() > limits.files() / 2) {
            return;
        }
        while (pending.size() < limits.files() && (heldBack != null || requests.hasNext())) {
            T request = heldBack != null ? heldBack : requests.next();
            long expected = Math.min(
                    Math.min(limits.bytes(), limits.ofEach()),
                    target.length(request).orElse(ASSUMED_LENGTH));
            if (!pending.isEmpty() && pendingBytes.get() + expected > limits.bytes()) {
                heldBack = request;
                break;
            }
            heldBack = null;
            add(request, expected);
        }
        threads.start();
    }

    private void add(T request, long expected) {
        AtomicLong bytes = new AtomicLong(expected);
        long place = added++;
        ByteBudget.Claim claim = budget.claim(place);
        pendingBytes.addAndGet(expected);
        Callable<FetchedFile<T>> work;
        try {
            Optional<byte[]> content = target.content(request);
            work = content.isPresent()
                    ? () -> FetchedFile.lent(request, content.get())
                    : reading(request, bytes, claim);
        } catch (RejectException failure) {
            work = () -> FetchedFile.failed(request, failure);
        }
        pending.add(new Pending<>(threads.add(work), bytes, place, claim));
    }

    private Callable<FetchedFile<T>> reading(T request, AtomicLong bytes, ByteBudget.Claim claim)
            throws RejectException {
        Path path = target.path(request);
        OptionalLong length = target.length(request);
        return () -> {
            FetchedFile<T> file = reader.read(request, path, length, claim);
            pendingBytes.addAndGet(file.length() - bytes.getAndSet(file.length()));
            return file;
        };
    }

    /** Stops reading. Files that were not taken are dropped. */
    @Override
    public void close() {
        threads.close();
        pending.clear();
    }
}
