package dev.marquetry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.LauncherBuild;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs that cannot begin, each in its own process. */
class StartTest {
    private static final Path IMAGES = Path.of("src/test/resources/golden/png").toAbsolutePath();

    @TempDir
    private Path folder;

    @BeforeEach
    void requireABuild() {
        LauncherBuild.require();
    }

    @Test
    void refusesShareOfAGpuWhereThereAreNoExecutors() throws Exception {
        Outcome outcome = run(
                "-Dspark.master=local[4] -Dspark.task.resource.gpu.amount=0.25 -Dspark.executor.resource.gpu.amount=1");
        assertThat(outcome.error()).isEqualTo("""
                        marquetry: starting
                        marquetry: The run cannot begin
                          cause: spark.task.resource.gpu.amount is 0.25, and with the master local[4] there are no\
                         executors to give it to a task
                          cure:  leave out conf/gpu.conf's amounts: with engine.device auto or gpu one process takes\
                         the GPU that it sees; or run on a cluster
                        """);
        assertThat(outcome.exitCode()).isEqualTo(2);
    }

    @Test
    void saysWithinThirtySecondsThatTheMasterDoesNotAnswerAndGivesUpAsToldTo() throws Exception {
        Outcome outcome = run("-Dspark.master=spark://127.0.0.1:" + freePort(), "--set", "run.wait=22s");
        assertThat(outcome.error().lines())
                .hasSize(5)
                .anySatisfy(line -> assertThat(line)
                        .matches("marquetry: the run has not begun after 2\\d\\.\\d s: Spark's master does not answer:"
                                + " spark://127\\.0\\.0\\.1:\\d+"
                                + " \\(ConnectException: Connection refused(?: \\(connect failed\\))?\\);"
                                + " check that it runs, .* \\(run.wait: 22\\.0 s\\)"))
                .anyMatch(line -> line.equals("marquetry: The run cannot begin"))
                .anyMatch(line -> line.contains("run.wait allows no more than 22.0 s"));
        assertThat(outcome.exitCode()).isEqualTo(1);
    }

    @Test
    void saysThatSomethingElseListensThanAMaster() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Outcome outcome = run("-Dspark.master=spark://127.0.0.1:" + silent.getLocalPort(), "--set", "run.wait=4s");
            assertThat(outcome.error())
                    .contains(
                            "marquetry: The run cannot begin\n  cause: Spark's master does not answer",
                            "its port (7077")
                    .doesNotContain("\tat ", "WARN", "ERROR")
                    .hasLineCount(4);
            assertThat(outcome.exitCode()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-Dspark.executor.memory=64g | 65536 MiB of memory, 1 cores | (at most 512 MiB of memory, 1 cores)",
                "-Dspark.executor.memory=512m -Dspark.executor.cores=4 | 512 MiB of memory, 4 cores | (at most 512 MiB",
                "-Dspark.executor.memory=512m -Dspark.executor.resource.gpu.amount=1 -Dspark.task.resource.gpu.amount=1"
                        + " | 1 GPUs, 512 MiB of memory | (at most 0 GPUs, 512 MiB"
            })
    void refusesAtOnceWhatNoWorkerHas(String options, String wanted, String most) throws Exception {
        try (SmallCluster cluster = SmallCluster.start(1, 512)) {
            Outcome outcome = run("-Dspark.master=" + cluster.master() + " " + options);
            assertThat(outcome.error())
                    .startsWith(
                            "marquetry: starting\nmarquetry: The run cannot begin\n  cause: an executor is to have ")
                    .contains(wanted, most, "spark.executor.memory")
                    .hasLineCount(4);
            assertThat(outcome.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void waitsForAClusterThatHasNoWorkerYet() throws Exception {
        try (SmallCluster cluster = SmallCluster.start(0, 0)) {
            Outcome outcome = run("-Dspark.master=" + cluster.master(), "--set", "run.wait=6s");
            assertThat(outcome.error())
                    .contains("  cause: no worker of " + cluster.master(), "run.wait allows no more than 6.0 s")
                    .contains("marquetry: The run cannot begin");
            assertThat(outcome.exitCode()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-Xmx300m               | Java's heap is too small for Spark | MARQUETRY_JAVA_OPTS=-Xmx1g",
                "-Dspark.master=nowhere               | Spark does not start | check the master (nowhere)",
                "-Dspark.serializer=no.such.Class     | Spark does not start | ClassNotFoundException: no.such.Class",
                "-Dspark.task.cpus=many | Spark does not start | spark.task.cpus should be int, but was many"
            })
    void blamesTheSettings(String options, String problem, String words) throws Exception {
        Outcome outcome = run(options);
        assertThat(outcome.error())
                .startsWith("marquetry: starting\nmarquetry: " + problem + "\n")
                .contains(words)
                .hasLineCount(4);
        assertThat(outcome.exitCode()).isEqualTo(2);
    }

    @Test
    void saysThatSparksLocalFolderCannotBeWritten() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        Outcome outcome = run("-Dspark.local.dir=" + file.resolve("below"));
        assertThat(outcome.error())
                .startsWith("marquetry: starting\nmarquetry: Spark's local folder cannot be written\n  cause: " + file)
                .contains("SPARK_LOCAL_DIRS")
                .hasLineCount(4);
        assertThat(outcome.exitCode()).isEqualTo(1);
    }

    @Test
    void saysNothingOfOthersInARunThatSucceeds() throws Exception {
        Outcome outcome = run("-Dspark.master=local[2]");
        // Progress is shown every quarter of a minute, where a run takes as long.
        assertThat(outcome.error().lines().filter(line -> !line.matches("[0-9,]+ of [0-9,]+ images, .* left")))
                .containsExactly("marquetry: starting");
        assertThat(outcome.exitCode()).isZero();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private record Outcome(int exitCode, String output, String error) {}

    private Outcome run(String options, String... more) throws Exception {
        Path job = Files.writeString(folder.resolve("job.yaml"), """
                input.path: %s
                output.path: %s
                resize: {method: crop, height: 8, width: 8}
                """.formatted(IMAGES, folder.resolve("out")));
        List<String> command =
                new ArrayList<>(List.of(Path.of("scripts/marquetry").toString(), "run", job.toString()));
        command.addAll(List.of(more));
        Path output = folder.resolve("output.txt");
        Path error = folder.resolve("error.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(error.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("SPARK_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("MARQUETRY_JAVA_OPTS", LauncherBuild.brief() + " " + options);
        Process process = builder.start();
        boolean ended = process.waitFor(Duration.ofMinutes(2).toSeconds(), TimeUnit.SECONDS);
        process.destroy();
        assertThat(ended).isTrue();
        return new Outcome(process.waitFor(), Files.readString(output), Files.readString(error));
    }
}
