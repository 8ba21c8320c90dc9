package dev.marquetry.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.SparkSessions;
import dev.marquetry.dataset.UpdateCounts;
import dev.marquetry.options.InputFormat;
import dev.marquetry.options.Limits;
import dev.marquetry.options.OutputMode;
import dev.marquetry.options.SourceOptions;
import dev.marquetry.options.UpdateOptions;
import dev.marquetry.spark.description.ConversionResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an update makes of images that had failed before and are tried again. */
class UpdateRetryTest {
    private static final Limits STRICT = Limits.DEFAULT.withMaxRejectRatio(0.1);

    private final SparkSession spark = SparkSessions.shared();

    @TempDir
    Path folder;

    private NightlyFolder night;

    @BeforeEach
    void prepare() throws IOException {
        night = new NightlyFolder(
                spark, folder.resolve("pictures"), folder.resolve("out").toString());
        for (String name : List.of("a", "b", "c")) {
            night.put(name + ".png", name.charAt(0));
        }
        manifest("a.png", "b.png", "c.png", "missing.png");
        night.update();
    }

    private void manifest(String... names) throws IOException {
        Path file = Files.write(
                folder.resolve("manifest.csv"),
                Stream.concat(Stream.of("path"), Stream.of(names)).toList());
        night.reading(SourceOptions.of(file.toString(), InputFormat.CSV).withBase(folder.resolve("pictures") + ""));
    }

    private long dataFiles() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("out/data"))) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void commitsNothingWhereAllThatIsTriedAgainFailsAsBefore() throws IOException {
        for (int quiet = 0; quiet < 2; quiet++) {
            ConversionResult result = night.within(STRICT).update();
            assertThat(result.outcome().excesses()).isEmpty();
            assertThat(result.outcome().commitNumber()).contains(1L);
            assertThat(result.update().counts()).isEqualTo(new UpdateCounts(0, 0, 0, 1, 1, 3, 0, 0));
            assertThat(result.update().published()).isZero();
            assertThat(result.update().failedAlike()).isEqualTo(1);
        }
        assertThat(folder.resolve("out/_staging")).doesNotExist();
        assertThat(night.rows()).isEqualTo(night.within(Limits.DEFAULT).freshRows());
        assertThat(night.findings()).isEmpty();
    }

    @Test
    void commitsWhereAnImageFailsForAnotherReason() throws IOException {
        night.breakFile("missing.png");
        ConversionResult result = night.within(STRICT).update();
        assertThat(result.outcome().excesses()).isEmpty();
        assertThat(result.outcome().commitNumber()).contains(2L);
        assertThat(dataFiles()).isEqualTo(1);
        assertThat(night.rows())
                .isEqualTo(night.within(Limits.DEFAULT).freshRows())
                .anyMatch(row -> row.contains("\"error\":\"NOT_AN_IMAGE\""));
        assertThat(night.findings()).isEmpty();
    }

    @Test
    void leavesOutBatchesThatChangeNothingAmongOthers() throws IOException {
        night.put("d.png", 4);
        night.put("e.png", 5);
        manifest("a.png", "d.png", "missing.png", "e.png", "b.png", "c.png");
        night.updating(new UpdateOptions(UpdateOptions.Retry.FETCH, UpdateOptions.Gone.KEEP, 1));
        ConversionResult result = night.update();
        assertThat(result.outcome().commitNumber()).contains(3L);
        assertThat(result.update().batches()).isEqualTo(3);
        assertThat(result.update().published()).isEqualTo(2);
        assertThat(night.rows()).isEqualTo(night.freshRows());
        assertThat(night.findings()).isEmpty();
    }

    @Test
    void saysThatAllIsDoneWhereTheLastBatchChangesNothing() throws IOException {
        night.put("d.png", 4);
        manifest("a.png", "d.png", "missing.png", "b.png", "c.png");
        night.updating(new UpdateOptions(UpdateOptions.Retry.FETCH, UpdateOptions.Gone.KEEP, 1));
        try (DatasetConversion conversion =
                DatasetConversion.open(spark, night.options(OutputMode.UPDATE, night.output()))) {
            assertThat(conversion.published()).isEmpty();
            ConversionResult result = conversion.run((done, rejected) -> {});
            assertThat(result.outcome().commitNumber()).contains(2L);
            assertThat(conversion.committed()).contains(result);
            assertThat(conversion.published()).contains(new PublishedBatches(1, 2, 1, 0));
        }
    }

    @Test
    void doesNotCountWhatFailsAgainAmongWhatIsRejected() throws IOException {
        night.put("d.png", 4);
        night.breakFile("broken.png");
        manifest("a.png", "b.png", "c.png", "missing.png", "d.png", "broken.png");
        Limits half = Limits.DEFAULT.withMaxRejectRatio(0.5);
        ConversionResult stopped = night.within(half.withMaxRejectRatio(0.4)).update();
        assertThat(stopped.outcome().excesses())
                .containsExactly("1 of 2 rows were rejected (0.5000), not counting 1 that failed again, and"
                        + " rejects.max-ratio is 0.4");
        assertThat(night.within(half).update().outcome().excesses()).isEmpty();
        assertThat(night.findings()).isEmpty();
    }

    @Test
    void countsWhatHealsAsConverted() throws IOException {
        night.put("missing.png", 9);
        night.breakFile("broken.png");
        manifest("a.png", "b.png", "c.png", "missing.png", "broken.png");
        assertThat(night.within(Limits.DEFAULT.withMaxRejectRatio(0.5))
                        .update()
                        .outcome()
                        .excesses())
                .isEmpty();
        assertThat(night.rows()).isEqualTo(night.freshRows());
    }

    @Test
    void addsNoFileWithoutRows() throws IOException {
        night.breakFile("broken.png");
        manifest("a.png", "b.png", "c.png", "missing.png", "broken.png");
        ConversionResult result = night.update();
        assertThat(result.outcome().commitNumber()).contains(2L);
        assertThat(result.outcome().committed().orElseThrow().data().files()).hasSize(1);
        assertThat(dataFiles()).isEqualTo(1);
        assertThat(night.findings()).isEmpty();
    }
}
