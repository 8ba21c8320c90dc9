package dev.marquetry.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.LauncherBuild;
import dev.marquetry.SparkSessions;
import dev.marquetry.s3.S3Server;
import dev.marquetry.s3.S3Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose processes are stopped and go on, or are ended, at any time, as schedulers and operators do. */
class StoppedRunIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int TIMES = 12;

    /** The first run asks again for uploads that the second has ended: for a minute, with S3A's own pauses. */
    private static final String PAUSE = "-Dspark.hadoop.fs.s3a.retry.interval=20ms";

    @TempDir
    private Path folder;

    private List<String> pictures;
    private String many;
    private String few;

    @BeforeEach
    void writeManifests() throws IOException {
        Path manifest = SampleRun.manifest();
        List<String> lines = Files.readAllLines(manifest);
        pictures = lines.subList(1, lines.size()).stream()
                .filter(line -> line.contains(".jpg,"))
                .map(line -> manifest.getParent()
                        .resolve(line.substring(0, line.indexOf(',')))
                        .toString())
                .toList();
        many = manifest("many.csv", TIMES);
        few = manifest("few.csv", 1);
    }

    private String manifest(String name, int times) throws IOException {
        String rows = pictures.stream()
                .limit(times == 1 ? 20 : pictures.size())
                .map(picture -> (picture + "\n").repeat(times))
                .collect(Collectors.joining());
        return Files.writeString(folder.resolve(name), "path\n" + rows).toString();
    }

    private static Command marquetry(String... words) {
        return Command.script("marquetry", words)
                .with("MARQUETRY_JAVA_OPTS", LauncherBuild.brief() + " -Dspark.master=local[2]");
    }

    private static Command run(Command command, String manifest, String output) {
        return command.and(
                "run",
                SampleRun.JOB,
                "--set",
                "input.path=" + manifest,
                "--set",
                "input.columns=[]",
                "--set",
                "output.path=" + output,
                "--set",
                "rejects.max-ratio=0.5");
    }

    @Test
    void keepsTheRowsOfTheSuccessorOfARunThatIsStopped() throws Exception {
        String output = folder.resolve("out").toString();
        keepsTheRowsOfTheSuccessor(
                marquetry(),
                output,
                List.of("overwrite", "append"),
                () -> holdsFiles(folder.resolve("out/_staging")),
                SparkSessions.shared());
    }

    @Test
    void keepsTheRowsOfTheSuccessorOfARunThatIsStoppedOnS3() throws Exception {
        try (S3Server server = S3Server.start()) {
            String bucket = server.newBucket();
            String settings = S3Settings.spark(server.endpoint()).entrySet().stream()
                    .map(setting -> "-D" + setting.getKey() + "=" + setting.getValue())
                    .collect(Collectors.joining(" "));
            Command onS3 = Command.script("marquetry")
                    .with(
                            "MARQUETRY_JAVA_OPTS",
                            LauncherBuild.brief() + " -Dspark.master=local[2] " + PAUSE + " " + settings);
            keepsTheRowsOfTheSuccessor(
                    onS3,
                    "s3a://" + bucket + "/out",
                    List.of("append"),
                    () -> server.keys(bucket).stream().anyMatch(key -> key.contains("__magic")),
                    S3Settings.session(server.endpoint()));
        }
    }

    private void keepsTheRowsOfTheSuccessor(
            Command command, String output, List<String> modes, BooleanSupplier converting, SparkSession spark)
            throws Exception {
        for (String mode : modes) {
            Command.Outcome before = run(command, few, output)
                    .and("--set", "output.mode=overwrite", "--set", "output.max-loss=1")
                    .run(LIMIT);
            assertThat(before.exitCode()).as(before.error()).isZero();
            String[] settings = {"--set", "output.mode=" + mode, "--set", "output.duplicates=keep"};
            Command.Running first = run(command, many, output).and(settings).start();
            await(first, converting);
            signal(first, "STOP");

            Command.Outcome refused = run(command, few, output).and(settings).run(LIMIT);
            assertThat(refused.exitCode()).as(refused.error()).isEqualTo(4);
            assertThat(refused.error()).contains("another run writes to output.path", "run.takeover");
            Command.Outcome second = run(command, few, output)
                    .and(settings)
                    .and("--set", "run.takeover=true")
                    .run(LIMIT);
            assertThat(second.exitCode()).as(second.error()).isZero();

            signal(first, "CONT");
            Command.Outcome stopped = first.await(LIMIT);
            assertThat(stopped.exitCode()).as(stopped.error()).isEqualTo(4);
            assertThat(spark.read().parquet(output + "/data").count()).isEqualTo(mode.equals("append") ? 40 : 20);
            Command.Outcome verified = command.and("verify", output).run(LIMIT);
            assertThat(verified.exitCode())
                    .as(verified.output() + verified.error())
                    .isZero();
        }
    }

    @Test
    void saysByItsExitCodeWhetherTheDatasetIsWholeWheneverItIsEnded() throws Exception {
        for (int delay : List.of(0, 60)) {
            Path output = folder.resolve("ended-" + delay);
            Command.Running job = run(marquetry(), few, output.toString()).start();
            await(job, () -> Files.exists(output.resolve("_staging")));
            await(job, () -> holdsFiles(output.resolve("_staging")) || Files.exists(output.resolve("_SUCCESS")));
            Thread.sleep(delay);
            job.process().destroy();
            Command.Outcome ended = job.await(LIMIT);
            if (Files.exists(output.resolve("_commits/1.json"))) {
                assertThat(ended.exitCode()).as("committed: " + ended.error()).isZero();
                assertThat(output.resolve("_SUCCESS")).exists();
            } else {
                assertThat(ended.exitCode()).as(ended.error()).isEqualTo(143);
                assertThat(output).doesNotExist();
            }
        }
    }

    private static boolean holdsFiles(Path below) {
        if (!Files.exists(below)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(below)) {
            return files.anyMatch(file -> file.toString().endsWith(".parquet"));
        } catch (IOException | java.io.UncheckedIOException gone) {
            return false;
        }
    }

    private static void signal(Command.Running job, String signal) throws Exception {
        ProcessHandle java = job.process()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("java"))
                .findFirst()
                .orElse(job.process().toHandle());
        int exit = new ProcessBuilder("kill", "-" + signal, Long.toString(java.pid()))
                .start()
                .waitFor();
        assertThat(exit).isZero();
    }

    private static void await(Command.Running job, BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            assertThat(job.process().isAlive())
                    .as(() -> "the job ended early: " + job.output() + job.error())
                    .isTrue();
            Thread.sleep(5);
        }
    }
}
