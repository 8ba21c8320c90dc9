package dev.marquetry.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.sample.SampleDataset;
import dev.marquetry.spark.ConversionResult;
import dev.marquetry.spark.OutputMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3CommitTest {
    private static S3Server server;
    private static FaultyProxy proxy;
    private static SparkSession spark;

    @TempDir
    Path folder;

    private String bucket;

    @BeforeAll
    static void start() {
        server = S3Server.start();
        proxy = FaultyProxy.before(server.endpoint());
        spark = S3Settings.session(proxy.endpoint());
    }

    @AfterAll
    static void stop() {
        proxy.close();
        server.close();
    }

    @Test
    void commitsWithoutCopyingAnyData() throws IOException {
        bucket = server.newBucket();
        SampleDataset.write(folder.resolve("in"), 60, 1);
        server.upload(bucket, "in", folder.resolve("in"));
        proxy.forget();
        ConversionResult result = S3Jobs.run(
                spark, S3Jobs.images("s3a://" + bucket + "/in", "s3a://" + bucket + "/out", OutputMode.ERROR));
        System.err.println(proxy.requests().stream()
                .map(r -> r.method() + " " + r.path().replace(bucket, "B") + " ?" + r.query())
                .collect(Collectors.joining("\n")));
        System.err.println(result);
        assertThat(result.inputRows()).isEqualTo(60);
    }
}
