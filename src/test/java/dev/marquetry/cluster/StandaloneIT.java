package dev.marquetry.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandaloneIT {
    @TempDir
    private static Path state;

    private static SparkCluster cluster;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        cluster = SparkCluster.start(state, SparkHome.current());
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"client", "cluster"})
    void givesTheRowsOfALocalRun(String deployMode) {
        String output = folder.resolve("dataset").toString();
        // Once with what conf/ gives to executors: vectors and Java's slow compiler.
        Submission submission = deployMode.equals("client")
                ? Submission.configured(cluster, SampleRun.JOB)
                : Submission.to(cluster, SampleRun.JOB);
        Command.Outcome outcome = submission
                .set("input.path=" + SampleRun.manifest(), "output.path=" + output)
                .options("--deploy-mode", deployMode, "--properties-file", "conf/standalone.conf")
                .run();
        assertThat(outcome.exitCode()).as(outcome.error()).isZero();
        assertThat(Path.of(output, "_SUCCESS")).exists();
        assertThat(SampleRun.rows(output))
                .hasSizeGreaterThan(250)
                .isEqualTo(SampleRun.rows(SampleRun.dataset().toString()));
        assertThat(SampleRun.rejects(output))
                .isNotEmpty()
                .isEqualTo(SampleRun.rejects(SampleRun.dataset().toString()));
    }

    @Test
    void endsWithTheExitCodeOfTheJob() {
        Command.Outcome outcome = Submission.to(cluster, SampleRun.JOB)
                .set("input.path=" + SampleRun.manifest(), "output.path=" + folder.resolve("dataset"))
                .set("rejects.max-ratio=0", "resize.height=8", "resize.width=8")
                .run();
        assertThat(outcome.exitCode()).as(outcome.error()).isEqualTo(3);
        assertThat(outcome.output())
                .contains("rows were rejected", "rejects.max-ratio is 0.0", "nothing was published");
    }

    @Test
    void findsFilesWithOtherLettersWhereTheLocaleOfTheClusterIsNotUtf8() throws Exception {
        // By its bytes, as this JVM itself may run in a locale that cannot name it.
        Command copy = new Command(
                List.of(
                        "bash",
                        "-c",
                        "cp \"$(find '" + SampleRun.manifest().getParent()
                                + "' -name '*.jpg' | head -n 1)\" '" + Files.createDirectory(folder.resolve("pictures"))
                                + "'/$'\\xc3\\xa4.jpg'"),
                Map.of());
        assertThat(copy.run(Duration.ofSeconds(10)).exitCode()).isZero();
        Path job = Files.write(
                folder.resolve("job.yaml"),
                List.of("input.path: " + folder.resolve("pictures"), "output.path: " + folder.resolve("dataset")));
        Command.Outcome outcome = Submission.to(cluster, job.toString())
                .environment("LC_ALL", "C")
                .run();
        assertThat(outcome.output()).as(outcome.error()).contains("1 in, 1 converted");
    }
}
