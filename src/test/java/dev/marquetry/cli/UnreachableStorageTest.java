package dev.marquetry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.options.JobOptions;
import dev.marquetry.s3.S3Error;
import dev.marquetry.s3.S3Pictures;
import dev.marquetry.s3.S3Settings;
import dev.marquetry.spark.DatasetConversion;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/** What a user is told whose settings for S3 are wrong: what, why and what to do, without a stack trace. */
class UnreachableStorageTest {
    @TempDir
    static Path folder;

    @RegisterExtension
    static final S3Pictures S3 = S3Pictures.of(3);

    private SparkSession spark;
    private String bucket;

    /** What is wrong, and what the message has to say of its cause and its cure. */
    private enum Mistake {
        NOBODY_LISTENS("Connect to 127.0.0.1", "fs.s3a.endpoint"),
        UNKNOWN_HOST(
                "no host of this name (SdkClientException: Unable to execute HTTP request: no-such-host.invalid",
                "fs.s3a.endpoint"),
        NO_CREDENTIALS("no credentials were found", "s3.md"),
        WRONG_SECRET("access is refused", "wrong secret"),
        WRONG_KEY("access is refused", "wrong or expired key"),
        NO_BUCKET("no such bucket", "check the bucket's name"),
        REDIRECT("because of the region", "fs.s3a.endpoint.region"),
        WRONG_REGION("because of the region", "fs.s3a.endpoint.region");

        private final String cause;
        private final String cure;

        Mistake(String cause, String cure) {
            this.cause = cause;
            this.cure = cure;
        }
    }

    @BeforeEach
    void open() {
        spark = S3Settings.session(S3.proxy().endpoint());
        bucket = S3.bucket();
    }

    private void make(Mistake mistake) throws IOException {
        switch (mistake) {
            case NOBODY_LISTENS -> {
                spark.conf().set("fs.s3a.endpoint", nobody().toString());
                spark.conf().set("fs.s3a.retry.limit", "1");
                spark.conf().set("fs.s3a.attempts.maximum", "1");
            }
            case UNKNOWN_HOST -> spark.conf().set("fs.s3a.endpoint", "http://no-such-host.invalid");
            case NO_CREDENTIALS -> {
                spark.conf().set("fs.s3a.access.key", "");
                spark.conf().set("fs.s3a.secret.key", "");
            }
            case WRONG_SECRET -> S3.proxy().fail(request -> true, S3Error.SIGNATURE_DOES_NOT_MATCH);
            case WRONG_KEY -> S3.proxy().fail(request -> true, S3Error.INVALID_ACCESS_KEY);
            case NO_BUCKET -> bucket = "no-such-" + bucket;
            case REDIRECT -> S3.proxy().fail(request -> true, S3Error.PERMANENT_REDIRECT);
            case WRONG_REGION -> S3.proxy().fail(request -> true, S3Error.WRONG_REGION);
        }
    }

    private static URI nobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
    }

    @ParameterizedTest
    @EnumSource
    void tellsWhyTheInputCannotBeRead(Mistake mistake) throws IOException {
        make(mistake);
        assertThat(told("s3a://" + bucket + "/in", folder.resolve("out").toString()))
                .startsWith("marquetry: input.path cannot be read: s3a://" + bucket + "/in\n  cause: ")
                .contains(mistake.cause, mistake.cure)
                .hasLineCount(3);
    }

    @ParameterizedTest
    @EnumSource
    void tellsWhyTheOutputCannotBeWritten(Mistake mistake) throws IOException {
        make(mistake);
        assertThat(told(S3.local().toString(), "s3a://" + bucket + "/out"))
                .startsWith("marquetry: output.path cannot be written: s3a://" + bucket + "/out\n  cause: ")
                .contains(mistake.cause, mistake.cure)
                .hasLineCount(3);
    }

    /** Runs a job that fails and returns what is printed of it. */
    private String told(String input, String output) throws IOException {
        Path job = Files.writeString(
                folder.resolve("job.yaml"),
                "input.path: " + input + "\noutput.path: " + output
                        + "\nresize: {method: crop, height: 32, width: 32}\n");
        StringWriter err = new StringWriter();
        CommandLine command = Main.commandLine(new OpenSession(spark)).setErr(new PrintWriter(err, true));
        assertThat(command.execute("run", job.toString())).isEqualTo(ExitCode.FAILED);
        return err.toString();
    }

    /** Runs jobs in a session that stays open. */
    private record OpenSession(SparkSession spark) implements Runner {
        @Override
        public int run(JobOptions options, Optional<String> master) {
            try (DatasetConversion conversion = DatasetConversion.open(spark, options.conversion())) {
                conversion.run((done, rejected) -> {});
                return ExitCode.DONE;
            } catch (Exception failure) {
                throw SparkFaults.explained(failure, SparkFaults.RUN_FAILED);
            }
        }

        @Override
        public int plan(JobOptions options, Optional<String> master) {
            throw new UnsupportedOperationException();
        }
    }
}
