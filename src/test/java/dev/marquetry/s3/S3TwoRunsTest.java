package dev.marquetry.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marquetry.options.ConversionOptions;
import dev.marquetry.options.DuplicatePolicy;
import dev.marquetry.options.OutputMode;
import dev.marquetry.options.PublishOptions;
import dev.marquetry.options.Takeover;
import dev.marquetry.options.UserException;
import dev.marquetry.spark.EndedRun;
import dev.marquetry.spark.description.ConversionResult;
import dev.marquetry.spark.publish.DatasetVerification;
import java.io.IOException;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run on S3 is stopped at a request, and goes on after another one has come. */
class S3TwoRunsTest {
    private static final int IMAGES = 12;

    @RegisterExtension
    static final S3Pictures S3 = S3Pictures.of(IMAGES);

    private static SparkSession spark;

    @BeforeAll
    static void start() {
        spark = S3Settings.session(S3.proxy().endpoint());
        // The first run asks again for uploads that the second has ended: for a minute, with S3A's own pauses.
        spark.conf().set("fs.s3a.retry.interval", "20ms");
    }

    private static Predicate<S3Request> stop(String name) {
        return switch (name) {
            case "converting" ->
                request -> request.method().equals("PUT") && request.path().contains("/out/data/part-");
            case "committing" ->
                request -> request.method().equals("PUT") && request.path().endsWith("/out/_commits/2.json");
            case "after its commit" ->
                request -> request.method().equals("COPY") && request.path().contains("/out/report/");
            default -> throw new IllegalArgumentException(name);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "converting, OVERWRITE", "converting, APPEND",
        "committing, OVERWRITE", "committing, APPEND",
        "after its commit, OVERWRITE", "after its commit, APPEND"
    })
    void keepsEveryPublishedRowOnce(String stop, OutputMode mode) throws Exception {
        long rows = run(OutputMode.ERROR, Takeover.OF_THE_DEAD).converted();
        FutureTask<ConversionResult> first = new FutureTask<>(() -> run(mode, Takeover.OF_THE_DEAD));
        Thread thread = new Thread(first, "first-run");
        long publishedBySecond;
        try (HeldRequest held = S3.proxy().holdFirst(stop(stop))) {
            thread.start();
            held.awaitStopped();
            assertThatThrownBy(() -> run(mode, Takeover.OF_THE_DEAD))
                    .isInstanceOfSatisfying(
                            UserException.class,
                            refusal -> assertThat(refusal.kind()).isEqualTo(UserException.Kind.HELD));
            publishedBySecond = run(mode, Takeover.ALWAYS).converted();
        }
        boolean firstCommitted = stop.equals("after its commit");
        assertThat(EndedRun.committed(first)).isEqualTo(firstCommitted);
        long expected =
                mode == OutputMode.APPEND ? rows + publishedBySecond + (firstCommitted ? rows : 0) : publishedBySecond;
        assertThat(spark.read().parquet(S3.at("out/data")).count()).isEqualTo(expected);
        DatasetVerification.Verdict verdict = DatasetVerification.verify(spark, S3.at("out"));
        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.commit().data().totalRows()).isEqualTo(expected);
    }

    private static ConversionResult run(OutputMode mode, Takeover takeover) throws IOException {
        ConversionOptions options = S3Jobs.images(S3.at("in"), S3.at("out"), mode);
        return S3Jobs.run(
                spark,
                options.withPublish(PublishOptions.DEFAULT
                        .withDuplicates(DuplicatePolicy.KEEP)
                        .withTakeover(takeover)));
    }
}
