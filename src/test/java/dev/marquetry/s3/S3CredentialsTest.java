package dev.marquetry.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.marquetry.sample.SampleDataset;
import dev.marquetry.spark.OutputMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3CredentialsTest {
    private static final Path LAUNCHER = Path.of("scripts/marquetry").toAbsolutePath();
    private static final String LOGGING = """
            appender.stderr.type = Console
            appender.stderr.name = stderr
            appender.stderr.target = SYSTEM_ERR
            appender.stderr.layout.type = PatternLayout
            appender.stderr.layout.pattern = %p %c: %m%n%throwable
            rootLogger.level = info
            rootLogger.appenderRef.stderr.ref = stderr
            """;

    @TempDir
    static Path folder;

    private static S3Server server;
    private static FaultyProxy proxy;

    private String bucket;

    private record Outcome(int exitCode, String printed) {}

    @BeforeAll
    static void start() throws IOException {
        SampleDataset.write(folder.resolve("in"), 3, 1);
        Files.writeString(folder.resolve("log4j2.properties"), LOGGING);
        server = S3Server.start();
        proxy = FaultyProxy.before(server.endpoint());
    }

    @AfterAll
    static void stop() {
        proxy.close();
        server.close();
    }

    @BeforeEach
    void upload() {
        proxy.heal();
        proxy.forget();
        bucket = server.newBucket();
        server.upload(bucket, "in", folder.resolve("in"));
    }

    @Test
    void tellsNoKeyWhateverHappens() throws Exception {
        Outcome plan = launch("plan", at("in"), at("out"));
        assertThat(plan.exitCode()).isZero();
        Outcome run = launch("run", at("in"), at("out"));
        assertThat(run.exitCode()).isZero();
        assertThat(run.printed()).contains("INFO org.apache.spark");
        assertThat(proxy.requests()).extracting(S3Request::accessKey).containsOnly(S3Settings.ACCESS_KEY);
        proxy.fail(request -> request.method().equals("PUT"), S3Error.ACCESS_DENIED);
        Outcome failed = launch("run", at("in"), at("failed"));
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.printed()).contains("marquetry: ", "cause: ", "cure: ");
        proxy.heal();
        Outcome refused = launch(
                "run", at("in"), "s3a://" + S3Settings.ACCESS_KEY + ":" + S3Settings.SECRET_KEY + "@" + bucket + "/o");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.printed()).contains("output.path must not have credentials in it");
        for (Outcome outcome : List.of(plan, run, failed, refused)) {
            assertThat(outcome.printed()).doesNotContain(S3Settings.ACCESS_KEY, S3Settings.SECRET_KEY);
        }
        assertThat(server.keys(bucket)).contains("out/report/run.json", "out/README.md", "out/_SUCCESS");
        for (String key : server.keys(bucket)) {
            assertThat(server.read(bucket, key)).doesNotContain(S3Settings.ACCESS_KEY, S3Settings.SECRET_KEY);
        }
    }

    @Test
    void readsPublicBucketsWithoutAnyKey() throws IOException {
        SparkSession spark = S3Settings.session(proxy.endpoint());
        spark.conf().set("fs.s3a.aws.credentials.provider", "org.apache.hadoop.fs.s3a.AnonymousAWSCredentialsProvider");
        S3Jobs.run(spark, S3Jobs.images(at("in"), folder.resolve("anonymous").toString(), OutputMode.ERROR));
        assertThat(proxy.requests())
                .isNotEmpty()
                .extracting(S3Request::accessKey)
                .containsOnly("");
    }

    private Outcome launch(String command, String input, String output) throws IOException, InterruptedException {
        assumeThat(Path.of("target/cluster.classpath")).exists();
        Path job = folder.resolve("job.yaml");
        Files.writeString(
                job,
                "input.path: " + input + "\noutput.path: " + output
                        + "\nresize: {method: crop, height: 32, width: 32}\n");
        List<String> options = new ArrayList<>(List.of(
                "-Dlog4j2.configurationFile=" + folder.resolve("log4j2.properties"),
                "-Dspark.master=local[2]",
                "-XX:TieredStopAtLevel=1"));
        S3Settings.spark(proxy.endpoint()).forEach((key, value) -> {
            if (!key.endsWith(".key")) {
                options.add("-D" + key + "=" + value);
            }
        });
        Path printed = folder.resolve("printed.txt");
        ProcessBuilder builder = new ProcessBuilder(LAUNCHER.toString(), command, job.toString())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        builder.environment()
                .putAll(Map.of(
                        "MARQUETRY_JAVA_OPTS",
                        String.join(" ", options),
                        "AWS_ACCESS_KEY_ID",
                        S3Settings.ACCESS_KEY,
                        "AWS_SECRET_ACCESS_KEY",
                        S3Settings.SECRET_KEY,
                        "JAVA_HOME",
                        System.getProperty("java.home")));
        int exitCode = builder.start().waitFor();
        return new Outcome(exitCode, Files.readString(printed));
    }

    private String at(String key) {
        return "s3a://" + bucket + "/" + key;
    }
}
