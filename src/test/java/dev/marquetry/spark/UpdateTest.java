package dev.marquetry.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.SparkSessions;
import dev.marquetry.dataset.UpdateCounts;
import dev.marquetry.options.UpdateOptions;
import dev.marquetry.spark.description.ConversionResult;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpdateTest {
    private final SparkSession spark = SparkSessions.shared();

    @TempDir
    Path folder;

    private NightlyFolder night;

    @BeforeEach
    void prepare() throws IOException {
        night = new NightlyFolder(
                spark, folder.resolve("pictures"), folder.resolve("out").toString());
    }

    @Test
    void makesTheDatasetWhereThereIsNone() throws IOException {
        night.put("a.png", 1);
        night.put("b/c.png", 2);
        night.breakFile("d.png");
        ConversionResult result = night.update();
        assertThat(result.update().counts()).isEqualTo(new UpdateCounts(3, 0, 0, 0, 0, 0, 0, 0));
        assertThat(result.outcome().commitNumber()).contains(1L);
        assertThat(night.rows()).hasSize(3).isEqualTo(night.freshRows());
        assertThat(night.findings()).isEmpty();
    }

    @Test
    void doesNothingWhereNothingHasChanged() throws IOException {
        night.put("a.png", 1);
        night.breakFile("b.png");
        night.update();
        ConversionResult again = night.update();
        assertThat(again.update().counts()).isEqualTo(new UpdateCounts(0, 0, 0, 1, 0, 1, 0, 0));
        assertThat(again.outcome().commitNumber()).contains(1L);
        assertThat(again.converted()).isZero();
    }

    @Test
    void convertsWhatIsNewOrChangedAndCopiesTheRest() throws IOException {
        for (int picture = 0; picture < 10; picture++) {
            night.put(picture + ".png", picture);
        }
        night.breakFile("broken.png");
        night.update();
        night.put("3.png", 103);
        night.put("new.png", 50);
        night.touch("4.png");
        night.put("broken.png", 77);
        night.delete("5.png");
        ConversionResult result = night.update();
        assertThat(result.update().counts()).isEqualTo(new UpdateCounts(1, 2, 1, 0, 0, 7, 1, 0));
        assertThat(result.converted()).isEqualTo(3);
        assertThat(night.findings()).isEmpty();
        night.updating(new UpdateOptions(UpdateOptions.Retry.ALL, UpdateOptions.Gone.REMOVE, 100));
        assertThat(night.update().update().counts()).isEqualTo(new UpdateCounts(0, 0, 0, 0, 0, 11, 1, 1));
        assertThat(night.rows()).isEqualTo(night.freshRows());
        assertThat(night.findings()).isEmpty();
    }

    @Test
    void commitsBatchByBatch() throws IOException {
        for (int picture = 0; picture < 10; picture++) {
            night.put(picture + ".png", picture);
        }
        night.updating(new UpdateOptions(UpdateOptions.Retry.ALL, UpdateOptions.Gone.REMOVE, 3));
        ConversionResult result = night.update();
        assertThat(result.outcome().commitNumber()).contains(4L);
        assertThat(result.update().published()).isEqualTo(4);
        assertThat(night.rows()).hasSize(10).isEqualTo(night.freshRows());
        assertThat(night.findings()).isEmpty();
    }
}
