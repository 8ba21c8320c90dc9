package dev.marquetry.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.options.OutputMode;
import dev.marquetry.options.RejectCode.Stage;
import dev.marquetry.spark.description.ConversionResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class S3FaultTest {
    private static final int IMAGES = 40;
    private static final int BROKEN_SECONDS = 10;

    @TempDir
    static Path folder;

    @RegisterExtension
    static final S3Pictures S3 = S3Pictures.of(IMAGES);

    @Test
    void convertsEveryRowOnceThoughOneRequestInTenIsRefused() throws IOException {
        S3.proxy().slowDownOneIn(10);
        SparkSession spark = S3Settings.session(S3.proxy().endpoint());
        ConversionResult result = run(spark);
        assertThat(S3.proxy().requests()).hasSizeGreaterThan(IMAGES + 10);
        S3.proxy().heal();
        assertEveryRowOnce(spark, result);
    }

    /** The server stops while images are read, and comes back ten seconds later. */
    @Test
    @Tag("timing")
    void convertsEveryRowOnceThoughTheServerWasAwayForTenSeconds() throws IOException {
        // Reads slowly, so that there is a middle.
        S3.proxy().delay(S3Request::readsObject, Duration.ofMillis(50));
        SparkSession spark = S3Settings.session(S3.proxy().endpoint());
        CompletableFuture<Void> outage = CompletableFuture.runAsync(() -> {
            while (S3.proxy().count(S3Request::readsObject) < IMAGES / 2) {
                sleep(20);
            }
            S3.proxy().die();
            sleep(TimeUnit.SECONDS.toMillis(BROKEN_SECONDS));
            S3.proxy().revive();
        });
        ConversionResult result = run(spark);
        outage.join();
        assertEveryRowOnce(spark, result);
    }

    private ConversionResult run(SparkSession spark) throws IOException {
        return S3Jobs.run(spark, S3Jobs.images(S3.at("in"), S3.at("out"), OutputMode.ERROR));
    }

    private void assertEveryRowOnce(SparkSession spark, ConversionResult result) {
        Dataset<Row> rows = spark.read()
                .parquet(S3.at("out/data"))
                .select("path")
                .union(spark.read().parquet(S3.at("out/rejects")).select("path"));
        assertThat(rows.count()).isEqualTo(IMAGES);
        assertThat(rows.distinct().count()).isEqualTo(IMAGES);
        assertThat(result.inputRows()).isEqualTo(IMAGES);
        assertThat(result.rejected().keySet()).noneMatch(kind -> kind.stage() == Stage.FETCH);
        assertThat(S3.server().pendingUploads(S3.bucket())).isEmpty();
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
