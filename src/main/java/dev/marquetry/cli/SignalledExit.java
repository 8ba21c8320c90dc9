package dev.marquetry.cli;

import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.util.ShutdownHookManager;

/**
 * Ends the JVM with the run's own exit code when a signal comes after the dataset was committed: a scheduler that reads
 * 143 would append it again.
 */
final class SignalledExit implements AutoCloseable {
    /** After what takes a run back, and after Hadoop has closed its file systems. */
    private static final int SHUTDOWN_PRIORITY = 5;

    private final Thread hook = new Thread(this::end, "marquetry-exit");
    private volatile Supplier<Optional<Integer>> committed = Optional::empty;

    private SignalledExit() {}

    /** Begins to watch; to be closed last. */
    static SignalledExit begin() {
        SignalledExit exit = new SignalledExit();
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

    private void end() {
        committed.get().ifPresent(Runtime.getRuntime()::halt);
    }

    @Override
    public void close() {
        if (!ShutdownHookManager.get().isShutdownInProgress()) {
            ShutdownHookManager.get().removeShutdownHook(hook);
        }
    }
}
