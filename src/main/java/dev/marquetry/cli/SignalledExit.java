package dev.marquetry.cli;

import dev.marquetry.spark.PublishedBatches;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.hadoop.util.ShutdownHookManager;

/**
 * Says how far a run was that a signal ends, and ends the JVM with the run's own exit code where the dataset was
 * committed before: a scheduler that reads 143 would append it again.
 */
final class SignalledExit implements AutoCloseable {
    /** After what takes a run back, and after Hadoop has closed its file systems. */
    private static final int SHUTDOWN_PRIORITY = 5;

    private final Thread hook = new Thread(this::end, "marquetry-exit");
    private final Consumer<String> output;
    private volatile Supplier<Optional<Integer>> committed = Optional::empty;
    private volatile Supplier<Optional<PublishedBatches>> published = Optional::empty;

    private SignalledExit(Consumer<String> output) {
        this.output = output;
    }

    /**
     * Begins to watch; to be closed last.
     *
     * @param output takes a line
     */
    static SignalledExit begin(Consumer<String> output) {
        SignalledExit exit = new SignalledExit(output);
        ShutdownHookManager.get().addShutdownHook(exit.hook, SHUTDOWN_PRIORITY);
        return exit;
    }

    /**
     * Says where the exit code comes from.
     *
     * @param exitCode gives it once the dataset is committed
     */
    void whenCommitted(Supplier<Optional<Integer>> exitCode) {
        committed = exitCode;
    }

    /**
     * Says where it is known how far the run is.
     *
     * @param batches gives it once the run publishes in batches
     */
    void whenStopped(Supplier<Optional<PublishedBatches>> batches) {
        published = batches;
    }

    private void end() {
        output.accept("marquetry: " + words());
        committed.get().ifPresent(Runtime.getRuntime()::halt);
    }

    private String words() {
        if (committed.get().isPresent()) {
            return "the run was stopped once all of it was published";
        }
        return published
                .get()
                .filter(stand -> stand.batches() > 0)
                .map(stand -> "the run was stopped: " + UpdateText.of(stand))
                .orElse("the run was stopped, and it has published nothing");
    }

    @Override
    public void close() {
        if (!ShutdownHookManager.get().isShutdownInProgress()) {
            ShutdownHookManager.get().removeShutdownHook(hook);
        }
    }
}
