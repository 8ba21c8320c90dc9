package dev.marquetry.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;

/** Spark homes from Maven's artefacts, made by {@code scripts/spark-home} where they are not there yet. */
final class SparkHome {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private SparkHome() {}

    /** Returns the one with S3A and the Hadoop that Marquetry is built with. */
    static Path current() {
        return made(Command.script("spark-home"));
    }

    /** Returns one with that Hadoop, as Spark's own distribution has it: without S3A. */
    static Path withHadoop(String version) {
        return made(Command.script("spark-home", "--hadoop", version));
    }

    private static Path made(Command command) {
        Command.Outcome outcome = command.run(LIMIT);
        assertThat(outcome.exitCode()).as(outcome.error()).isZero();
        return Path.of(outcome.output().strip());
    }
}
