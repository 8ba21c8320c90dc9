package dev.marquetry.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.SparkSessions;
import dev.marquetry.options.OutputMode;
import dev.marquetry.options.Takeover;
import dev.marquetry.spark.internals.ScalaLists;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Spark's web interface calls the jobs of a run. */
class JobNamesTest {
    private final SparkSession spark = SparkSessions.shared();

    @TempDir
    Path folder;

    /** Hears of jobs. */
    private static final class Names extends SparkListener {
        private final Set<String> jobs = new ConcurrentSkipListSet<>();
        private final Map<String, String> stages = new ConcurrentHashMap<>();

        @Override
        public void onJobStart(SparkListenerJobStart start) {
            String job = start.properties().getProperty("spark.job.description", "none");
            jobs.add(job);
            ScalaLists.toJava(start.stageInfos()).forEach(stage -> stages.put(job, stage.name()));
        }
    }

    @Test
    void sayWhatIsDone() throws Exception {
        Names names = new Names();
        spark.sparkContext().addSparkListener(names);
        try {
            SmallJob job = new SmallJob(spark, folder, folder.resolve("out").toString());
            job.run(OutputMode.UPDATE, Takeover.OF_THE_DEAD, "a", "b");
            job.run(OutputMode.UPDATE, Takeover.OF_THE_DEAD, "a", "b", "c");
            spark.sparkContext().listenerBus().waitUntilEmpty();
        } finally {
            spark.sparkContext().removeSparkListener(names);
        }
        assertThat(names.jobs)
                .containsOnly(
                        "read the manifest",
                        "compare with the dataset",
                        "keep what differs",
                        "convert images",
                        "count what changes",
                        "measure the batch",
                        "count rows of files");
        assertThat(names.stages).containsEntry("convert images", "convert images");
    }
}
