package dev.marquetry.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marquetry.SparkSessions;
import dev.marquetry.options.ConversionOptions;
import dev.marquetry.options.OutputMode;
import dev.marquetry.options.UserException;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A conversion whose process is told to end, or whose session was stopped. */
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

    @Test
    void givesTheFolderBackWhereASignalComesAsSoonAsItIsTaken() throws Exception {
        Field inProgress = ShutdownHookManager.class.getDeclaredField("shutdownInProgress");
        inProgress.setAccessible(true);
        AtomicBoolean shutdown = (AtomicBoolean) inProgress.get(ShutdownHookManager.get());
        try (DatasetConversion conversion = DatasetConversion.open(spark, options())) {
            shutdown.set(true);
            assertThatThrownBy(() -> conversion.run((done, rejected) -> {}))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("the run was stopped as it began: ");
        } finally {
            shutdown.set(false);
        }
        assertThat(folder.resolve("out")).doesNotExist();
    }

    private ConversionOptions options() throws IOException {
        SmallJob job = new SmallJob(spark, folder, folder.resolve("out").toString());
        return job.options(job.manifest("cat"), OutputMode.ERROR);
    }
}
