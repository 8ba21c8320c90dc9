package dev.marquetry.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does one thing to many files, several at a time: on an object store each takes several requests. */
final class ManyFiles {
    private static final int MOST_THREADS = 16;

    private ManyFiles() {}

    /** What is done to a file. */
    interface Step {
        void apply(String name) throws IOException;
    }

    /**
     * Does it to all of them, also after one has failed.
     *
     * @throws IOException the first failure, in the order of the names
     */
    static void forEach(Collection<String> names, Step step) throws IOException {
        if (names.isEmpty()) {
            return;
        }
        List<Callable<Void>> steps = new ArrayList<>();
        for (String name : names) {
            steps.add(() -> {
                step.apply(name);
                return null;
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(MOST_THREADS, names.size()));
        try {
            for (Future<Void> done : threads.invokeAll(steps)) {
                done.get();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        } catch (ExecutionException failure) {
            throw new IOException(failure.getCause());
        } finally {
            threads.shutdownNow();
        }
    }
}
