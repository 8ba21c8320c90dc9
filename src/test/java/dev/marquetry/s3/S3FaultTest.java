package dev.marquetry.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.sample.SampleDataset;
import dev.marquetry.spark.ConversionResult;
import dev.marquetry.spark.OutputMode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3FaultTest {
    private static final int IMAGES = 40;
    private static final int BROKEN_SECONDS = 10;

    @TempDir
    static Path folder;

    private static S3Server server;
    private static FaultyProxy proxy;

    private String bucket;

    @BeforeAll
    static void start() {
        SampleDataset.write(folder.resolve("in"), IMAGES, 1);
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
        bucket = server.newBucket();
        server.upload(bucket, "in", folder.resolve("in"));
        proxy.forget();
    }

    @AfterEach
    void heal() {
        proxy.heal();
    }

    @Test
    void convertsEveryRowOnceThoughOneRequestInTenIsRefused() throws IOException {
        proxy.slowDownOneIn(10);
        SparkSession spark = S3Settings.session(proxy.endpoint());
        ConversionResult result = run(spark);
        assertThat(proxy.requests()).hasSizeGreaterThan(IMAGES + 10);
        proxy.heal();
        assertEveryRowOnce(spark, result);
    }

    /** The server stops while images are read, and comes back ten seconds later. */
    @Test
    void convertsEveryRowOnceThoughTheServerWasAwayForTenSeconds() throws IOException {
        // Reads slowly, so that there is a middle.
        proxy.delay(S3Request::readsObject, Duration.ofMillis(50));
        SparkSession spark = S3Settings.session(proxy.endpoint());
        CompletableFuture<Void> outage = CompletableFuture.runAsync(() -> {
            while (proxy.count(S3Request::readsObject) < IMAGES / 2) {
                sleep(20);
            }
            proxy.die();
            sleep(TimeUnit.SECONDS.toMillis(BROKEN_SECONDS));
            proxy.revive();
        });
        ConversionResult result = run(spark);
        outage.join();
        assertEveryRowOnce(spark, result);
    }

    private ConversionResult run(SparkSession spark) throws IOException {
        return S3Jobs.run(spark, S3Jobs.images(at("in"), at("out"), OutputMode.ERROR));
    }

    private void assertEveryRowOnce(SparkSession spark, ConversionResult result) {
        Dataset<Row> rows = spark.read()
                .parquet(at("out/data"))
                .select("path")
                .union(spark.read().parquet(at("out/rejects")).select("path"));
        assertThat(rows.count()).isEqualTo(IMAGES);
        assertThat(rows.distinct().count()).isEqualTo(IMAGES);
        assertThat(result.inputRows()).isEqualTo(IMAGES);
        assertThat(result.rejected().keySet()).noneMatch(kind -> kind.stage().equals("fetch"));
        assertThat(server.pendingUploads(bucket)).isEmpty();
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private String at(String key) {
        return "s3a://" + bucket + "/" + key;
    }
}
