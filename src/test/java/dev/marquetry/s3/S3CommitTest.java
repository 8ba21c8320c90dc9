package dev.marquetry.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marquetry.options.DuplicatePolicy;
import dev.marquetry.options.OutputMode;
import dev.marquetry.options.PublishOptions;
import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectCode.Stage;
import dev.marquetry.spark.description.ConversionResult;
import dev.marquetry.spark.rows.RejectKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class S3CommitTest {
    private static final int IMAGES = 24;

    @TempDir
    static Path folder;

    @RegisterExtension
    static final S3Pictures S3 = S3Pictures.of(IMAGES);

    private static SparkSession spark;

    @BeforeAll
    static void start() {
        spark = S3Settings.session(S3.proxy().endpoint());
    }

    @Test
    void commitsDataByCompletingUploadsInPlace() throws IOException {
        ConversionResult result = run(OutputMode.ERROR);
        assertThat(result.files()).isGreaterThan(1);
        assertThat(count("COPY", "/out/data/", "")).isZero();
        assertThat(count("PUT", "/out/data/__magic", "")).isPositive();
        assertThat(count("POST", "/out/data/part-", "uploads")).isEqualTo(result.files());
        assertThat(count("POST", "/out/data/part-", "uploadId=")).isEqualTo(result.files());
        assertThat(S3.server().pendingUploads(S3.bucket())).isEmpty();
        assertThat(output())
                .noneMatch(key -> key.contains("__magic") || key.contains("_temporary") || key.contains("_staging"))
                .contains("out/_SUCCESS", "out/README.md", "out/report/run.json");
        assertThat(spark.read().parquet(S3.at("out/data")).count()).isEqualTo(result.converted());
        assertThat(spark.read().parquet(S3.at("out/rejects")).count()).isEqualTo(IMAGES - result.converted());
    }

    @Test
    void leavesNothingWhenATaskFails() throws IOException {
        S3.proxy()
                .fail(
                        request -> request.path().contains("/out/data/part-00001")
                                && request.query().contains("partNumber"),
                        S3Error.ACCESS_DENIED);
        assertThatThrownBy(() -> run(OutputMode.ERROR)).hasStackTraceContaining("Access Denied");
        assertThat(S3.server().pendingUploads(S3.bucket())).isEmpty();
        assertThat(output()).isEmpty();
    }

    @Test
    void leavesTheOldDatasetWhenTheCommitFails() throws IOException {
        run(OutputMode.ERROR);
        List<String> before = output();
        S3.proxy()
                .fail(
                        request -> request.method().equals("POST")
                                && request.path().contains("/out/data/part-00001")
                                && request.query().startsWith("uploadId="),
                        S3Error.ACCESS_DENIED);
        assertThatThrownBy(() -> run(OutputMode.OVERWRITE)).hasStackTraceContaining("Access Denied");
        assertThat(S3.server().pendingUploads(S3.bucket())).isEmpty();
        assertThat(output()).isEqualTo(before);
    }

    @Test
    void replacesADatasetAndWhatADeadRunHasLeft() throws IOException {
        run(OutputMode.ERROR);
        List<String> before = output();
        S3.server().beginUpload(S3.bucket(), "out/data/part-00000-dead-c000.zstd.parquet");
        S3.server()
                .upload(
                        S3.bucket(),
                        "out/data/__magic_job-dead/job-dead",
                        S3.local().resolve("blossom"));
        S3.server()
                .upload(
                        S3.bucket(),
                        "out/_staging/20260101T000000Z-0123abcd/rejects",
                        S3.local().resolve("blossom"));
        ConversionResult result = run(OutputMode.OVERWRITE);
        assertThat(S3.server().pendingUploads(S3.bucket())).isEmpty();
        assertThat(output())
                .as("a record and a report more")
                .hasSize(before.size() + 2)
                .noneMatch(key -> key.contains("__magic") || key.contains("_staging"))
                .doesNotContainAnyElementsOf(
                        before.stream().filter(key -> key.contains("part-")).toList());
        assertThat(spark.read().parquet(S3.at("out/data")).count()).isEqualTo(result.converted());
    }

    @Test
    void keepsTheRejectsOfADatasetThatIsAppendedTo() throws IOException {
        ConversionResult result = run(OutputMode.ERROR);
        run(OutputMode.APPEND);
        assertThat(spark.read().parquet(S3.at("out/data")).count()).isEqualTo(2 * result.converted());
        assertThat(spark.read().parquet(S3.at("out/rejects")).count()).isEqualTo(2 * (IMAGES - result.converted()));
        assertThat(count("COPY", "/out/data/", "")).isZero();
    }

    @Test
    void keepsTheOldDatasetWhereTheKeysForThePicturesAreExpired() throws IOException {
        ConversionResult first = run(OutputMode.ERROR);
        List<String> before = output();
        S3.proxy().fail(request -> request.readsObject() && request.path().contains("/in/"), S3Error.ACCESS_DENIED);
        ConversionResult result = run(OutputMode.OVERWRITE);
        assertThat(result.outcome().committed()).isEmpty();
        assertThat(result.rejected()).containsOnlyKeys(new RejectKind(Stage.FETCH, RejectCode.PERMISSION_DENIED));
        assertThat(result.outcome().excesses())
                .contains("none of " + IMAGES + " rows gave an array, so the dataset would hold none");
        assertThat(output()).filteredOn(key -> !key.startsWith("out/_failed/")).isEqualTo(before);
        assertThat(output()).anyMatch(key -> key.startsWith("out/_failed/" + result.run() + "/rejects/part-"));
        assertThat(S3.server().pendingUploads(S3.bucket())).isEmpty();
        assertThat(spark.read().parquet(S3.at("out/data")).count()).isEqualTo(first.converted());
    }

    private ConversionResult run(OutputMode mode) throws IOException {
        return S3Jobs.run(
                spark,
                S3Jobs.images(S3.at("in"), S3.at("out"), mode)
                        .withPublish(PublishOptions.DEFAULT.withDuplicates(DuplicatePolicy.KEEP)));
    }

    private List<String> output() {
        return S3.server().keys(S3.bucket()).stream()
                .filter(key -> key.startsWith("out"))
                .toList();
    }

    private long count(String method, String path, String query) {
        return S3.proxy()
                .count(request -> request.method().equals(method)
                        && request.path().startsWith("/" + S3.bucket() + path)
                        && request.query().startsWith(query));
    }
}
