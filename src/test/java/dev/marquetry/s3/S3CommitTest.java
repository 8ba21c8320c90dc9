package dev.marquetry.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marquetry.sample.SampleDataset;
import dev.marquetry.spark.ConversionResult;
import dev.marquetry.spark.OutputMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3CommitTest {
    private static final int IMAGES = 24;

    @TempDir
    static Path folder;

    private static S3Server server;
    private static FaultyProxy proxy;
    private static SparkSession spark;

    private String bucket;

    @BeforeAll
    static void start() {
        SampleDataset.write(folder.resolve("in"), IMAGES, 1);
        server = S3Server.start();
        proxy = FaultyProxy.before(server.endpoint());
        spark = S3Settings.session(proxy.endpoint());
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
    void commitsDataByCompletingUploadsInPlace() throws IOException {
        ConversionResult result = run(OutputMode.ERROR);
        assertThat(result.files()).isGreaterThan(1);
        assertThat(count("COPY", "/out/data/", "")).isZero();
        assertThat(count("PUT", "/out/data/__magic", "")).isPositive();
        assertThat(count("POST", "/out/data/part-", "uploads")).isEqualTo(result.files());
        assertThat(count("POST", "/out/data/part-", "uploadId=")).isEqualTo(result.files());
        assertThat(server.pendingUploads(bucket)).isEmpty();
        assertThat(output())
                .noneMatch(key -> key.contains("__magic") || key.contains("_temporary") || key.contains("_staging"))
                .contains("out/_SUCCESS", "out/README.md", "out/report/run.json");
        assertThat(spark.read().parquet(at("out/data")).count()).isEqualTo(result.converted());
        assertThat(spark.read().parquet(at("out/rejects")).count()).isEqualTo(IMAGES - result.converted());
    }

    @Test
    void leavesNothingWhenATaskFails() throws IOException {
        proxy.fail(
                request -> request.path().contains("/out/data/part-00001")
                        && request.query().contains("partNumber"),
                S3Error.ACCESS_DENIED);
        assertThatThrownBy(() -> run(OutputMode.ERROR)).hasStackTraceContaining("Access Denied");
        assertThat(server.pendingUploads(bucket)).isEmpty();
        assertThat(output()).isEmpty();
    }

    @Test
    void leavesTheOldDatasetWhenTheCommitFails() throws IOException {
        run(OutputMode.ERROR);
        List<String> before = output();
        proxy.fail(
                request -> request.method().equals("POST")
                        && request.path().contains("/out/data/part-00001")
                        && request.query().startsWith("uploadId="),
                S3Error.ACCESS_DENIED);
        assertThatThrownBy(() -> run(OutputMode.OVERWRITE)).hasStackTraceContaining("Access Denied");
        assertThat(server.pendingUploads(bucket)).isEmpty();
        assertThat(output()).isEqualTo(before);
    }

    @Test
    void replacesADatasetAndWhatADeadRunHasLeft() throws IOException {
        run(OutputMode.ERROR);
        List<String> before = output();
        server.beginUpload(bucket, "out/data/part-00000-dead-c000.zstd.parquet");
        server.upload(bucket, "out/data/__magic_job-dead/job-dead", folder.resolve("in/blossom"));
        server.upload(bucket, "out/_staging/rejects", folder.resolve("in/blossom"));
        ConversionResult result = run(OutputMode.OVERWRITE);
        assertThat(server.pendingUploads(bucket)).isEmpty();
        assertThat(output())
                .hasSameSizeAs(before)
                .noneMatch(key -> key.contains("__magic") || key.contains("_staging"))
                .doesNotContainAnyElementsOf(
                        before.stream().filter(key -> key.contains("part-")).toList());
        assertThat(spark.read().parquet(at("out/data")).count()).isEqualTo(result.converted());
    }

    @Test
    void keepsTheRejectsOfADatasetThatIsAppendedTo() throws IOException {
        ConversionResult result = run(OutputMode.ERROR);
        run(OutputMode.APPEND);
        assertThat(spark.read().parquet(at("out/data")).count()).isEqualTo(2 * result.converted());
        assertThat(spark.read().parquet(at("out/rejects")).count()).isEqualTo(2 * (IMAGES - result.converted()));
        assertThat(count("COPY", "/out/data/", "")).isZero();
    }

    private ConversionResult run(OutputMode mode) throws IOException {
        return S3Jobs.run(spark, S3Jobs.images(at("in"), at("out"), mode));
    }

    private String at(String key) {
        return "s3a://" + bucket + "/" + key;
    }

    private List<String> output() {
        return server.keys(bucket).stream().filter(key -> key.startsWith("out")).toList();
    }

    private long count(String method, String path, String query) {
        return proxy.count(request -> request.method().equals(method)
                && request.path().startsWith("/" + bucket + path)
                && request.query().startsWith(query));
    }
}
