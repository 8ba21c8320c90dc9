package dev.marquetry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.options.JobOptions;
import dev.marquetry.options.JobOptionsFixture;
import dev.marquetry.options.OptionTable;
import dev.marquetry.options.UserException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.apache.spark.package$;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<String> calls = new ArrayList<>();

    @TempDir
    private Path folder;

    private String job;

    @BeforeEach
    void writeJob() throws IOException {
        job = Files.writeString(folder.resolve("job.yaml"), JobOptionsFixture.MINIMAL)
                .toString();
    }

    @Test
    void runsAJobAndEndsWithItsExitCode() {
        assertThat(execute(() -> ExitCode.DONE, "run", job)).isEqualTo(0);
        assertThat(execute(() -> ExitCode.LIMIT_EXCEEDED, "run", job)).isEqualTo(3);
        assertThat(calls).containsExactly("run in batch 32 on any", "run in batch 32 on any");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void plansAJob() {
        assertThat(execute(() -> ExitCode.DONE, "plan", job)).isEqualTo(0);
        assertThat(calls).containsExactly("plan in batch 32 on any");
    }

    @Test
    void handsOverSettingsAndMaster() {
        assertThat(execute(
                        () -> ExitCode.DONE,
                        "run",
                        "--set",
                        "input.path=@a=b",
                        "--master",
                        "local[3]",
                        job,
                        "--set=engine.batch-size=8"))
                .isEqualTo(0);
        assertThat(calls).containsExactly("run @a=b batch 8 on local[3]");
    }

    @Test
    void endsWithTwoForAFaultyJob() {
        assertThat(execute(() -> ExitCode.DONE, "run", job, "--set", "resize.method=fit"))
                .isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo(String.format("marquetry: a fault in the options of %s%n", job)
                        + "  cause: resize.method must be one of none, crop, squish, pad: fit (--set)\n"
                        + String.format("  cure:  mend them; marquetry run --help lists all options%n"));
        assertThat(calls).isEmpty();
    }

    @Test
    void endsWithTwoForAJobFileThatCannotBeRead() {
        assertThat(execute(
                        () -> ExitCode.DONE, "plan", folder.resolve("none.yaml").toString()))
                .isEqualTo(2);
        assertThat(err.toString())
                .startsWith("marquetry: the job file cannot be read: ")
                .doesNotContain("\tat ");
    }

    @Test
    void endsWithTwoForAWrongCommandLine() {
        assertThat(execute(() -> ExitCode.DONE, "run")).isEqualTo(2);
        assertThat(err.toString())
                .contains("marquetry: name a job file, or a folder of pictures and one for the dataset")
                .contains("Try marquetry run --help.");
        assertThat(execute(() -> ExitCode.DONE, "rum")).isEqualTo(2);
        assertThat(err.toString())
                .contains("Unmatched argument at index 0: 'rum'")
                .contains("marquetry run");
        assertThat(execute(() -> ExitCode.DONE, "run", job, "--set")).isEqualTo(2);
        assertThat(execute(() -> ExitCode.DONE, "sample", folder.toString(), "--count", "many"))
                .isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(calls).isEmpty();
    }

    @Test
    void repeatsNoSecretOfAWrongCommandLine() {
        assertThat(execute(() -> ExitCode.DONE, "run", job, "--conf", "spark.hadoop.fs.s3a.secret.key=HIDDEN"))
                .isEqualTo(2);
        assertThat(execute(() -> ExitCode.DONE, "run", job, "--secret=HIDDEN")).isEqualTo(2);
        assertThat(err.toString()).contains("--conf", "--secret").doesNotContain("HIDDEN");
    }

    @Test
    void endsWithTwoWithoutACommand() {
        assertThat(execute(() -> ExitCode.DONE)).isEqualTo(2);
        assertThat(err.toString()).startsWith("Usage: marquetry");
    }

    @Test
    void tellsAUsersMistakeWithoutAStackTrace() {
        assertThat(execute(failing(UserException.Kind.USAGE), "run", job)).isEqualTo(2);
        assertThat(execute(failing(UserException.Kind.RUN), "run", job)).isEqualTo(1);
        assertThat(err.toString().lines())
                .startsWith("marquetry: output.path exists: out", "  cause: mode is error", "  cure:  choose another")
                .noneMatch(line -> line.startsWith("\tat "));
    }

    @Test
    void ownsUpToItsOwnFaults() {
        assertThat(execute(
                        () -> {
                            throw new IllegalStateException("rows were lost");
                        },
                        "run",
                        job))
                .isEqualTo(1);
        assertThat(err.toString())
                .startsWith("java.lang.IllegalStateException: rows were lost")
                .contains("\tat dev.marquetry.cli.")
                .contains("marquetry: this is a fault of Marquetry's own");
    }

    @Test
    void ownsUpToErrorsOfTheJvm() {
        assertThat(execute(
                        () -> {
                            throw new NoClassDefFoundError("org/example/Missing");
                        },
                        "run",
                        job))
                .isEqualTo(1);
        assertThat(err.toString())
                .startsWith("java.lang.NoClassDefFoundError: org/example/Missing")
                .contains("marquetry: this is a fault of Marquetry's own");
    }

    @Test
    void listsEveryOptionInItsHelp() {
        assertThat(execute(() -> ExitCode.DONE, "run", "--help")).isEqualTo(0);
        assertThat(out.toString()).contains(OptionTable.text());
        assertThat(execute(() -> ExitCode.DONE, "sample", "--help")).isEqualTo(0);
        assertThat(execute(() -> ExitCode.DONE, "--help")).isEqualTo(0);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void takesHelpForACommand() {
        assertThat(execute(() -> ExitCode.DONE, "help")).isEqualTo(0);
        assertThat(out.toString()).startsWith("Usage: marquetry [").contains("  run ", "  help ");
        assertThat(execute(() -> ExitCode.DONE, "help", "run")).isEqualTo(0);
        assertThat(out.toString()).contains(OptionTable.text());
        assertThat(err.toString()).isEmpty();
        assertThat(execute(() -> ExitCode.DONE, "help", "rum")).isEqualTo(2);
    }

    @Test
    void leavesTheOptionsOfAJobToTheHelpOfRun() {
        assertThat(execute(() -> ExitCode.DONE, "plan", "--help")).isEqualTo(0);
        assertThat(out.toString())
                .contains(
                        "writes nothing",
                        "JOB.yaml | PICTURES OUTPUT",
                        "--set=KEY=VALUE",
                        "marquetry run --help lists them")
                .doesNotContain(OptionTable.text());
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void tellsItsVersions() {
        assertThat(execute(() -> ExitCode.DONE, "--version")).isEqualTo(0);
        assertThat(out.toString().lines().map(String::strip))
                .satisfiesExactly(
                        line -> assertThat(line).matches("Marquetry \\d+\\.\\d+\\.\\d+.*"),
                        line -> assertThat(line).isEqualTo("Spark     " + package$.MODULE$.SPARK_VERSION()),
                        line -> assertThat(line).matches("DJL +\\d+\\.\\d+\\.\\d+ with PyTorch \\d+\\.\\d+\\.\\d+"),
                        line -> assertThat(line).matches("OpenCV +\\d+\\.\\d+\\.\\d+.*"),
                        line -> assertThat(line).isEqualTo("Java      " + Runtime.version()));
    }

    @Test
    void drawsSamples() {
        Path samples = folder.resolve("samples");
        assertThat(execute(() -> ExitCode.DONE, "sample", samples.toString(), "--count", "3", "--seed", "7"))
                .isEqualTo(0);
        assertThat(samples.resolve("manifest.csv")).exists();
        assertThat(out.toString()).contains(samples.resolve("manifest.csv").toString());
    }

    private int execute(IntSupplier exitCode, String... arguments) {
        CommandLine commandLine = Main.commandLine(new RecordingRunner(exitCode));
        return commandLine
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private static IntSupplier failing(UserException.Kind kind) {
        return () -> {
            throw new UserException(kind, "output.path exists: out", "mode is error", "choose another");
        };
    }

    /** Writes down what it is called with. */
    private final class RecordingRunner implements Runner {
        private final IntSupplier exitCode;

        private RecordingRunner(IntSupplier exitCode) {
            this.exitCode = exitCode;
        }

        @Override
        public int run(JobOptions options, Optional<String> master) {
            return call("run", options, master);
        }

        @Override
        public int plan(JobOptions options, Optional<String> master) {
            return call("plan", options, master);
        }

        private int call(String command, JobOptions options, Optional<String> master) {
            calls.add(command + " " + options.source().path() + " batch "
                    + options.engine().batchSize() + " on " + master.orElse("any"));
            return exitCode.getAsInt();
        }
    }
}
