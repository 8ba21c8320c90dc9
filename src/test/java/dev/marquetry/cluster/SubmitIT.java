package dev.marquetry.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code scripts/submit} hands to spark-submit: a home whose spark-submit only tells what it was given. */
class SubmitIT {
    private static final String TELLS = """
            #!/usr/bin/env bash
            while [[ $# -gt 0 ]]; do
              if [[ "$1" == --properties-file ]]; then
                cat "$2" >&2
                shift 2
              else
                echo "$1"
                shift
              fi
            done
            """;

    @TempDir
    private Path home;

    @BeforeEach
    void makeHome() throws IOException {
        Files.createFile(Files.createDirectory(home.resolve("jars")).resolve("spark-core_2.12-3.5.5.jar"));
        Files.createFile(home.resolve("jars/hadoop-client-api-3.3.4.jar"));
        Path submit = Files.createDirectory(home.resolve("bin")).resolve("spark-submit");
        Files.writeString(submit, TELLS);
        assertThat(submit.toFile().setExecutable(true)).isTrue();
        Files.createDirectory(home.resolve("conf"));
    }

    @Test
    void runsTheBundleWithTheJobAndItsSettings() {
        Command.Outcome outcome = job().options("--master", "yarn", "--name=my job")
                .set("a=b c", "d=[e]")
                .run();
        assertThat(outcome.output().lines())
                .startsWith("--master", "yarn", "--name", "my job", "--jars")
                .endsWith("run", SampleRun.JOB, "--set", "a=b c", "--set", "d=[e]");
        assertThat(outcome.output()).containsPattern("marquetry-[\\w.-]+-spark-3\\.5_2\\.12\\.jar\nrun\n");
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void letsTheClustersDefaultsAndTheGivenFileCountOverItsOwn() throws IOException {
        Files.writeString(home.resolve("conf/spark-defaults.conf"), "spark.task.maxFailures 5\n# no end of line");
        Path given = Files.writeString(home.resolve("given.conf"), "spark.task.maxFailures=6");
        Command.Outcome outcome =
                job().options("--properties-file", given.toString()).run();
        assertThat(outcome.error().lines().filter(line -> line.startsWith("spark.task.maxFailures")))
                .hasSize(3)
                .endsWith("spark.task.maxFailures 5", "spark.task.maxFailures=6")
                .first()
                .asString()
                .endsWith(" 8");
        assertThat(outcome.output()).doesNotContain("maxFailures");
    }

    @Test
    void readsValuesThatGoOnInTheNextLine() throws IOException {
        Path given = Files.writeString(
                home.resolve("given.conf"), "spark.driver.defaultJavaOptions -Da=1 \\\n    -Db=2\n# a comment \\\n");
        assertThat(job().options("--properties-file", given.toString())
                        .run()
                        .error()
                        .lines())
                .last()
                .asString()
                .startsWith("spark.driver.defaultJavaOptions -Da=1 -Db=2 -Dmarquetry.launcher=");
    }

    @ParameterizedTest
    @CsvSource({
        "'', true",
        "--jars hdfs:///lib/mine.jar, true",
        "--jars hdfs:///lib/pytorch-native-cu128-2.7.1-linux-x86_64.jar, false",
        "--packages ai.djl.pytorch:pytorch-native-cu128:2.7.1, false",
        "--conf spark.executorEnv.PYTORCH_LIBRARY_PATH=/opt/torch, false",
        "--pytorch none, false"
    })
    void addsPyTorchForCpusUnlessToldOfAnother(String options, boolean added) {
        Command.Outcome outcome = job().options(options.isEmpty() ? new String[0] : options.split(" "))
                .run();
        assertThat(outcome.exitCode()).as(outcome.error()).isZero();
        assertThat(outcome.output().contains("pytorch-native-cpu-")).isEqualTo(added);
    }

    @Test
    void keepsTheJarsOfTheProperties() throws IOException {
        Files.writeString(home.resolve("conf/spark-defaults.conf"), "spark.jars  hdfs:///lib/theirs.jar\n");
        assertThat(job().run().output()).containsPattern("--jars\nhdfs:///lib/theirs.jar,/.*/pytorch-native-cpu-");
    }

    @Test
    void sendsTheJobFileAlongInClusterMode() {
        Command.Outcome outcome =
                job().options("--master", "yarn", "--deploy-mode", "cluster").run();
        assertThat(outcome.output())
                .contains("--files\n" + SampleRun.JOB + "\n")
                .endsWith("run\nquickstart.yaml\n");
    }

    @Test
    void namesTheJobFileInFullWhereNothingIsSentAlong() {
        Command.Outcome outcome = job().options("--master", "spark://host:7077", "--deploy-mode", "cluster")
                .run();
        assertThat(outcome.output())
                .doesNotContain("--files")
                .endsWith("run\n" + Path.of(SampleRun.JOB).toAbsolutePath() + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"spark.hadoop.fs.s3a.secret.key", "spark.hadoop.fs.s3a.access.key", "spark.my.PASSWORD"})
    void refusesSecretsOnTheCommandLine(String key) {
        Command.Outcome outcome = job().property(key, "hidden").run();
        assertThat(outcome.error())
                .contains("submit: a secret on the command line: --conf " + key)
                .doesNotContain("hidden");
        assertThat(outcome.exitCode()).isEqualTo(2);
    }

    @Test
    void refusesSecretsThatAWorkerWouldShow() throws IOException {
        Path given = Files.writeString(home.resolve("given.conf"), "  spark.hadoop.fs.s3a.secret.key=hidden");
        Submission submission = job().options("--properties-file", given.toString(), "--master", "spark://host:7077");
        assertThat(submission.run().exitCode()).isZero();
        Command.Outcome outcome = submission.options("--deploy-mode", "cluster").run();
        assertThat(outcome.error())
                .contains("a secret in the properties: spark.hadoop.fs.s3a.secret.key")
                .doesNotContain("hidden");
        assertThat(outcome.exitCode()).isEqualTo(2);
    }

    @Test
    void tellsWhereS3IsMissing() {
        assertThat(job().set("output.path=s3a://bucket/out").run().error())
                .contains("--packages org.apache.hadoop:hadoop-aws:3.3.4");
        assertThat(job().run().error()).doesNotContain("hadoop-aws");
    }

    @Test
    void tellsWhatIsWrongWithItsArguments() {
        assertThat(refused("no-such.yaml")).startsWith("submit: there is no job file no-such.yaml");
        assertThat(refused(SampleRun.JOB, "--exekutor-memory", "2g"))
                .startsWith("submit: spark-submit has no option --exekutor-memory");
        assertThat(refused(SampleRun.JOB, "jobs/nightly.yaml")).startsWith("submit: one job at a time");
        assertThat(refused(SampleRun.JOB, "--set")).startsWith("submit: --set needs a value");
        assertThat(refused(SampleRun.JOB, "--conf", "spark.app.name")).startsWith("submit: --conf takes KEY=VALUE");
        assertThat(refused(SampleRun.JOB, "--properties-file", "none.conf"))
                .startsWith("submit: the properties file cannot be read: none.conf");
        assertThat(refused()).startsWith("submit: no job file is named");
    }

    @Test
    void refusesAnotherSpark() throws IOException {
        Files.move(home.resolve("jars/spark-core_2.12-3.5.5.jar"), home.resolve("jars/spark-core_2.13-4.0.0.jar"));
        assertThat(job().run().error()).contains("SPARK_HOME is not Spark 3.5 with Scala 2.12");
    }

    private Submission job() {
        return Submission.with(home, SampleRun.JOB);
    }

    private String refused(String... arguments) {
        Command.Outcome outcome = new Command(
                        Command.script("submit", arguments).words(),
                        job().command().environment())
                .run(Duration.ofMinutes(1));
        assertThat(outcome.exitCode()).as(List.of(arguments).toString()).isEqualTo(2);
        return outcome.error();
    }
}
