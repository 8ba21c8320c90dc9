package dev.marquetry.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marquetry.SparkSessions;
import dev.marquetry.options.ColorMode;
import dev.marquetry.options.ConversionOptions;
import dev.marquetry.options.DType;
import dev.marquetry.options.DeviceChoice;
import dev.marquetry.options.EngineOptions;
import dev.marquetry.options.ImageOptions;
import dev.marquetry.options.InputFormat;
import dev.marquetry.options.Orientation;
import dev.marquetry.options.OutputOptions;
import dev.marquetry.options.Resize;
import dev.marquetry.options.SourceOptions;
import dev.marquetry.options.TensorOptions;
import dev.marquetry.options.UserException;
import dev.marquetry.spark.description.ConversionResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnreadableInputTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden").toAbsolutePath();

    @TempDir
    Path folder;

    private final SparkSession spark = SparkSessions.shared();
    private String output;

    @BeforeEach
    void name() {
        output = folder.resolve("out").toString();
    }

    @Test
    void refusesAnInputThatNoFileSystemAnswersToBeforeAnythingRuns() throws IOException {
        String manifest = manifest("s3://bucket/1.jpg,a,1", "s3://bucket/2.jpg,b,2");
        assertThatThrownBy(() -> DatasetConversion.open(spark, options(manifest, InputFormat.CSV)))
                .isInstanceOfSatisfying(
                        UserException.class, fault -> assertThat(fault.kind()).isEqualTo(UserException.Kind.USAGE))
                .hasMessageContaining("no file system answers to s3://, the scheme of 2 paths")
                .hasMessageContaining("write s3a:// in place of s3://");
    }

    @Test
    void tellsWhatAListingPassedOver() throws IOException {
        Files.copy(GOLDEN.resolve("png/rgb.png"), folder.resolve("_1.png"));
        Files.copy(GOLDEN.resolve("png/rgb.png"), folder.resolve(".2.png"));
        Files.createSymbolicLink(folder.resolve("self"), folder);
        try (DatasetConversion conversion =
                DatasetConversion.open(spark, options(folder.toString(), InputFormat.IMAGES))) {
            assertThat(conversion.inputRows()).isEqualTo(1);
            assertThat(conversion.passedOver()).hasToString("1 hidden, 1 a link to a folder that is listed already");
        }
    }

    @Test
    void rejectsARowWhateverItsFetchDiesOf() throws IOException {
        String manifest = manifest(
                GOLDEN + "/jpeg/wide-61.jpg,a,1",
                "file://host/x.jpg,b,2",
                "s3a:/bucket,c,3",
                "wasbs://c@account.blob.example/x.jpg,d,4",
                "ftp://localhost/x.jpg,e,5",
                "http://localhost:1/x.jpg,f,6",
                "s3a:/AKIAEXAMPLE:secretsecret@bucket/x.jpg,g,7",
                "/dev/zero,h,8");
        ConversionOptions options = options(manifest, InputFormat.CSV);
        try (DatasetConversion conversion = DatasetConversion.open(spark, options)) {
            assertThat(conversion.warnings())
                    .anySatisfy(warning -> assertThat(warning).contains("no file system answers to wasbs://"))
                    .anySatisfy(warning -> assertThat(warning).contains("input.schemes does not name http"));
            ConversionResult result = conversion.run((done, rejected) -> {});
            assertThat(result.converted()).isEqualTo(1);
        }
        List<Row> rejects =
                spark.read().parquet(output + "/rejects").orderBy("number").collectAsList();
        assertThat(rejects)
                .extracting(row -> row.<String>getAs("error"))
                .containsExactly(
                        "BAD_PATH",
                        "BAD_PATH",
                        "BAD_PATH",
                        "SCHEME_NOT_ALLOWED",
                        "SCHEME_NOT_ALLOWED",
                        "BAD_PATH",
                        "NOT_A_FILE");
        assertThat(rejects).noneSatisfy(row -> assertThat(row.mkString()).contains("secretsecret"));
    }

    private String manifest(String... rows) throws IOException {
        Path file = folder.resolve("manifest.csv");
        Files.writeString(file, "path,label,number\n" + String.join("\n", rows) + "\n");
        return file.toString();
    }

    private ConversionOptions options(String path, InputFormat format) {
        return new ConversionOptions(
                SourceOptions.of(path, format),
                new ImageOptions(ColorMode.RGB, Orientation.IGNORE, ImageOptions.DEFAULT_MAX_PIXELS, Resize.NONE),
                TensorOptions.of(DType.UINT8),
                new EngineOptions(DeviceChoice.CPU, 8),
                OutputOptions.to(output).withFileSize(1 << 20));
    }
}
