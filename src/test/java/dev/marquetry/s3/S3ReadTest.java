package dev.marquetry.s3;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.marquetry.sample.SampleDataset;
import dev.marquetry.source.PrefetchLimits;
import dev.marquetry.spark.ConversionResult;
import dev.marquetry.spark.OutputMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3ReadTest {
    private static final int IMAGES = 40;

    @TempDir
    static Path folder;

    private static S3Server server;
    private static FaultyProxy proxy;
    private static SparkSession spark;
    private static String bucket;

    @BeforeAll
    static void start() {
        SampleDataset.write(folder.resolve("in"), IMAGES, 1);
        server = S3Server.start();
        bucket = server.newBucket();
        server.upload(bucket, "in", folder.resolve("in"));
        proxy = FaultyProxy.before(server.endpoint());
        spark = S3Settings.session(proxy.endpoint());
    }

    @AfterAll
    static void stop() {
        proxy.close();
        server.close();
    }

    @BeforeEach
    void forget() {
        proxy.heal();
        proxy.forget();
    }

    @Test
    void asksOnceForAnImageThatWasListed() throws IOException {
        ConversionResult result = S3Jobs.run(spark, S3Jobs.images(at("in"), local("listed"), OutputMode.ERROR));
        assertThat(requests("GET")).hasSize(withBytes()).doesNotHaveDuplicates();
        assertThat(requests("HEAD")).isEmpty();
        assertThat(result.inputRows()).isEqualTo(IMAGES);
    }

    @Test
    void asksOnceForAnImageWhoseLengthTheManifestHas() throws IOException {
        S3Jobs.run(spark, S3Jobs.json(manifest("length"), local("with-length"), OutputMode.ERROR));
        assertThat(requests("GET")).hasSize(withBytes()).doesNotHaveDuplicates();
        assertThat(requests("HEAD")).isEmpty();
    }

    @Test
    void asksForTheLengthWhereTheManifestHasNone() throws IOException {
        S3Jobs.run(spark, S3Jobs.json(manifest("size"), local("without-length"), OutputMode.ERROR));
        assertThat(requests("GET")).hasSize(withBytes()).doesNotHaveDuplicates();
        assertThat(requests("HEAD")).hasSize(IMAGES).doesNotHaveDuplicates();
    }

    @Test
    void readsAsManyAtOnceAsItMayAndNoMore() throws IOException {
        proxy.delay(S3Request::readsObject, Duration.ofMillis(300));
        S3Jobs.run(spark, S3Jobs.images(at("in"), local("at-once"), OutputMode.ERROR));
        int tasks = spark.sparkContext().defaultParallelism();
        assertThat(proxy.mostWaitingReads())
                .isGreaterThan(PrefetchLimits.DEFAULT.threads() / 2)
                .isLessThanOrEqualTo(tasks * PrefetchLimits.DEFAULT.threads());
    }

    /** An empty file, whose length is known, is not asked for. */
    private static int withBytes() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("in"))) {
            return (int) files.filter(file -> isImage(file) && file.toFile().length() > 0)
                    .count();
        }
    }

    private static boolean isImage(Path file) {
        return Files.isRegularFile(file) && !file.endsWith("manifest.csv");
    }

    private static List<String> requests(String method) {
        return proxy.requests().stream()
                .filter(request -> request.method().equals(method)
                        && request.query().isEmpty()
                        && request.path().startsWith("/" + bucket + "/in/"))
                .map(S3Request::path)
                .toList();
    }

    private String manifest(String lengthColumn) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder.resolve("in"))) {
            for (Path file : files.filter(S3ReadTest::isImage).toList()) {
                lines.add(new ObjectMapper()
                        .createObjectNode()
                        .put("path", at("in/") + folder.resolve("in").relativize(file))
                        .put(lengthColumn, Files.size(file))
                        .toString());
            }
        }
        return Files.write(folder.resolve(lengthColumn + ".json"), lines).toString();
    }

    private static String at(String key) {
        return "s3a://" + bucket + "/" + key;
    }

    private static String local(String name) {
        return folder.resolve(name).toString();
    }
}
