package dev.marquetry.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.BuildFolder;
import dev.marquetry.ClassArchive;
import dev.marquetry.LauncherBuild;
import java.nio.file.Path;
import java.time.Duration;

/** Spark homes from Maven's artefacts, made by {@code scripts/spark-home} where they are not there yet. */
final class SparkHome {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private static Path current;

    private SparkHome() {}

    /** Returns the one with S3A and the Hadoop that Marquetry is built with. */
    static synchronized Path current() {
        if (current == null) {
            current = made(Command.script("spark-home"));
        }
        return current;
    }

    /** Returns one with that Hadoop, as Spark's own distribution has it: without S3A. */
    static Path withHadoop(String version) {
        return made(Command.script("spark-home", "--hadoop", version));
    }

    /** Returns Java's options for processes of a home that live for seconds. */
    static String brief(Path home) {
        return LauncherBuild.BRIEF + (home.equals(current()) ? " " + ClassArchive.ofHome(home, bundle()) : "");
    }

    /** Returns the bundle that is submitted. */
    static Path bundle() {
        return BuildFolder.bundle();
    }

    private static Path made(Command command) {
        Command.Outcome outcome = command.run(LIMIT);
        assertThat(outcome.exitCode()).as(outcome.error()).isZero();
        return Path.of(outcome.output().strip());
    }
}
