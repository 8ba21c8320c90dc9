package dev.marquetry.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundle on the Hadoop of Spark's own distribution; other tests run on the one that it is built with. */
class HadoopVersionsIT {
    @TempDir
    private Path folder;

    @Test
    void givesTheSameRowsOnSparksOwnHadoop() {
        String output = folder.resolve("dataset").toString();
        Path home = SparkHome.withHadoop("3.3.4");
        Command.Outcome outcome = Submission.with(home, SampleRun.JOB)
                .brief(home)
                .set("input.path=" + SampleRun.manifest(), "output.path=" + output)
                .options("--master", "local-cluster[2,1,2048]")
                .run();
        assertThat(outcome.exitCode()).as(outcome.error()).isZero();
        assertThat(SampleRun.rows(output))
                .isEqualTo(SampleRun.rows(SampleRun.dataset().toString()));
        assertThat(SampleRun.rejects(output))
                .isEqualTo(SampleRun.rejects(SampleRun.dataset().toString()));
    }
}
