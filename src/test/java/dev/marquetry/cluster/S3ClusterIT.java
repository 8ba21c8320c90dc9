package dev.marquetry.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.s3.FaultyProxy;
import dev.marquetry.s3.S3Server;
import dev.marquetry.s3.S3Settings;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3ClusterIT {
    private static final Path MODEL = Path.of("src/test/resources/models");

    @TempDir
    private static Path shared;

    private static S3Server server;
    private static FaultyProxy proxy;
    private static SparkCluster cluster;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        server = S3Server.start();
        proxy = FaultyProxy.before(server.endpoint());
        cluster = SparkCluster.start(shared, SparkHome.current());
    }

    @AfterAll
    static void stop() {
        cluster.close();
        proxy.close();
        server.close();
    }

    @Test
    void givesTheRowsOfALocalRunFromS3ToS3() {
        S3Run run = S3Run.of(server, SampleRun.manifest().getParent(), folder);
        Command.Outcome outcome = Submission.to(cluster, SampleRun.JOB)
                .options("--properties-file", run.properties(proxy.endpoint()).toString())
                .set("input.path=" + run.at("in/manifest.csv"), "output.path=" + run.at("out"))
                .run();
        assertThat(outcome.exitCode()).as(outcome.output() + outcome.error()).isZero();
        SparkSession spark = S3Settings.session(server.endpoint());
        assertThat(SampleRun.rows(spark, run.at("out")))
                .hasSizeGreaterThan(250)
                .isEqualTo(SampleRun.rows(SampleRun.dataset().toString()));
        assertThat(SampleRun.rejects(spark, run.at("out")))
                .isNotEmpty()
                .isEqualTo(SampleRun.rejects(SampleRun.dataset().toString()));
        assertThat(proxy.count(request ->
                        request.method().equals("COPY") && request.path().contains("/out/data/")))
                .isZero();
        assertThat(proxy.count(request -> request.path().contains("/__magic"))).isPositive();
        assertThat(server.keys(run.bucket()))
                .contains("out/_SUCCESS")
                .noneMatch(key -> key.contains("__magic") || key.contains("_staging"));
        assertThat(server.pendingUploads(run.bucket())).isEmpty();
    }

    @Test
    void runsAModelThatIsOnS3() {
        S3Run run = S3Run.of(server, SampleRun.manifest().getParent(), folder);
        server.upload(run.bucket(), "models", MODEL);
        Command.Outcome outcome = Submission.to(cluster, SampleRun.JOB)
                .options("--properties-file", run.properties(proxy.endpoint()).toString())
                .set("input.path=" + run.at("in/manifest.csv"), "output.path=" + run.at("out"))
                .set("tensor.dtype=float32", "model.path=" + run.at("models/means.pt"))
                .run();
        assertThat(outcome.exitCode()).as(outcome.output() + outcome.error()).isZero();
        SparkSession spark = SampleRun.inFewRows(S3Settings.session(server.endpoint()));
        assertThat(spark.read()
                        .parquet(run.at("out/data"))
                        .selectExpr("abs(embedding[0] - aggregate(transform(sequence(0, 224 * 224 - 1),"
                                + " i -> cast(image[3 * i] as double)), 0D, (a, b) -> a + b) / (224 * 224))"
                                + " as off")
                        .filter("off is null or off > 0.0001")
                        .count())
                .isZero();
    }
}
