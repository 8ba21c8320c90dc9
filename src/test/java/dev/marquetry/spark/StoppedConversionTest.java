package dev.marquetry.spark;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.marquetry.SparkSessions;
import dev.marquetry.options.ConversionOptions;
import dev.marquetry.options.OutputMode;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A conversion whose session was stopped. */
class StoppedConversionTest {
    private final SparkSession spark = SparkSessions.shared();

    @TempDir
    Path folder;

    @Test
    void isClosedAfterItsSession() throws IOException {
        DatasetConversion conversion = DatasetConversion.open(spark, options());
        spark.stop();
        assertThatCode(conversion::close).doesNotThrowAnyException();
    }

    private ConversionOptions options() throws IOException {
        SmallJob job = new SmallJob(spark, folder, folder.resolve("out").toString());
        return job.options(job.manifest("cat"), OutputMode.ERROR);
    }
}
