package dev.marquetry.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.dataset.UpdateCounts;
import dev.marquetry.options.Takeover;
import dev.marquetry.options.UpdateOptions;
import dev.marquetry.spark.DatasetCompaction;
import dev.marquetry.spark.EndedRun;
import dev.marquetry.spark.NightlyFolder;
import dev.marquetry.spark.description.ConversionResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A dataset on S3 is brought up to date, by the magic committer. */
class S3UpdateTest {
    @RegisterExtension
    static final S3Pictures S3 = S3Pictures.of(1);

    private static SparkSession spark;

    @TempDir
    Path folder;

    private NightlyFolder night;

    @BeforeAll
    static void start() {
        spark = S3Settings.session(S3.proxy().endpoint());
    }

    @BeforeEach
    void prepare() throws IOException {
        night = new NightlyFolder(spark, folder.resolve("pictures"), S3.at("nightly"))
                .updating(new UpdateOptions(UpdateOptions.Retry.ALL, UpdateOptions.Gone.REMOVE, 4));
    }

    @Test
    void isWhatANewRunWouldMakeAfterUpdatesOfWhichOneWasStopped() throws Exception {
        for (int picture = 0; picture < 10; picture++) {
            night.put("a/" + picture + ".png", picture);
        }
        night.breakFile("b.png");
        night.update();
        assertThat(night.rows()).isEqualTo(night.freshRows());
        for (int picture = 0; picture < 10; picture += 2) {
            night.put("a/" + picture + ".png", 100 + picture);
        }
        night.delete("a/1.png");
        night.touch("a/3.png");
        night.put("b.png", 7);
        FutureTask<ConversionResult> stopped = new FutureTask<>(night::update);
        try (HeldRequest held = S3.proxy()
                .holdFirst(request ->
                        request.method().equals("PUT") && request.path().endsWith("/nightly/_commits/5.json"))) {
            new Thread(stopped, "stopped-update").start();
            held.awaitStopped();
            night.takingOver(Takeover.ALWAYS).update();
        }
        assertThat(EndedRun.committed(stopped)).isFalse();
        assertThat(night.rows()).isEqualTo(night.freshRows());
        assertThat(night.findings()).isEmpty();
        DatasetCompaction.compact(spark, S3.at("nightly"), DatasetCompaction.Sizes.AS_WRITTEN, Takeover.OF_THE_DEAD);
        assertThat(night.rows()).isEqualTo(night.freshRows());
        assertThat(night.findings()).isEmpty();
        assertThat(night.update().update().counts()).isEqualTo(new UpdateCounts(0, 0, 0, 0, 0, 10, 0, 0));
    }
}
