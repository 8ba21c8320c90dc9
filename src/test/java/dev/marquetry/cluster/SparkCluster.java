package dev.marquetry.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A standalone cluster of a master and two workers with one core each, as processes of their own on free ports.
 *
 * <p>Closing it ends them, with their executors and drivers. Not thread-safe.
 */
final class SparkCluster implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Path state;
    private final Path home;
    private final String master;
    private final Thread stop = new Thread(this::stop, "stop-cluster");

    private SparkCluster(Path state, Path home, String master) {
        this.state = state;
        this.home = home;
        this.master = master;
        Runtime.getRuntime().addShutdownHook(stop);
    }

    /**
     * Starts a cluster.
     *
     * @param state an empty folder, for logs, process ids and the executors' folders
     * @param home the Spark home that it is made of
     */
    static SparkCluster start(Path state, Path home) {
        return new SparkCluster(state, home, started(state, home));
    }

    private static String started(Path state, Path home) {
        Command.Outcome outcome = Command.script("cluster", "start", "--state", state.toString(), "--port", "0")
                .with("SPARK_HOME", home.toString())
                .with("SPARK_DAEMON_JAVA_OPTS", SparkHome.brief(home))
                .run(LIMIT);
        assertThat(outcome.exitCode()).as(outcome.error()).isZero();
        return outcome.output().strip();
    }

    /** Starts workers in place of those that have ended. */
    void replaceWorkers() {
        assertThat(started(state, home)).isEqualTo(master);
    }

    /** Returns the URL of the master. */
    String master() {
        return master;
    }

    /** Returns the Spark home that the cluster is made of. */
    Path home() {
        return home;
    }

    /** Returns the folder with logs, process ids and the executors' folders. */
    Path state() {
        return state;
    }

    /** Returns the workers that run, as processes. */
    List<ProcessHandle> workers() {
        try (Stream<Path> files = Files.list(state)) {
            return files.filter(file -> file.getFileName().toString().matches("worker-\\d+\\.pid"))
                    .sorted()
                    .flatMap(file -> ProcessHandle.of(number(file)).stream())
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Returns the executors that run, as processes. */
    List<ProcessHandle> executors() {
        return workers().stream()
                .flatMap(ProcessHandle::children)
                .filter(child -> child.info()
                        .commandLine()
                        .orElse("")
                        .contains("org.apache.spark.executor.CoarseGrainedExecutorBackend"))
                .toList();
    }

    private static long number(Path file) {
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Command.Outcome stop() {
        return Command.script("cluster", "stop", "--state", state.toString()).run(LIMIT);
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(stop);
        Command.Outcome outcome = stop();
        assertThat(outcome.exitCode()).as(outcome.error()).isZero();
    }
}
