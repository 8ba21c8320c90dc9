package dev.marquetry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.SparkSessions;
import dev.marquetry.options.JobOptions;
import dev.marquetry.options.JobOptionsFixture;
import dev.marquetry.spark.DatasetConversion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanTextTest {
    @TempDir
    Path folder;

    private final SparkSession spark = SparkSessions.shared();

    @Test
    void tellsWhatWasPassedOver() throws IOException {
        for (String name : new String[] {"1.jpg", ".2.jpg", "notes.txt", "more.txt"}) {
            Files.createFile(folder.resolve(name));
        }
        assertThat(plan("input.path: " + folder + "\noutput.path: out\n"))
                .contains("input\n  1 rows\n  passed over: 1 hidden\n  passed over: 2 not named as an image\n")
                .contains("  1 probed: 0 readable\n    EMPTY file:" + folder + "/1.jpg: ");
    }

    @Test
    void warnsOfSchemesThatNoFileSystemAnswersTo() throws IOException {
        Path manifest = Files.writeString(folder.resolve("m.csv"), "path\n1.jpg\ns3://bucket/2.jpg\n");
        assertThat(plan("input: {path: " + manifest + ", format: csv}\noutput.path: out\n"))
                .contains("  2 rows\n  warning: no file system answers to s3://, the scheme of 1 path: they will be"
                        + " rejected; write s3a:// in place of s3://\n");
    }

    private String plan(String job) throws IOException {
        JobOptions options = JobOptionsFixture.resolve(job);
        try (DatasetConversion conversion = DatasetConversion.open(spark, options.conversion())) {
            return PlanText.of(options, conversion, conversion.outlook());
        }
    }
}
