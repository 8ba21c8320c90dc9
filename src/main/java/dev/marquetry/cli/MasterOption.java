package dev.marquetry.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** The option of commands that run on Spark. */
final class MasterOption {
    @Option(
            names = "--master",
            paramLabel = "MASTER",
            description = "Spark's master, such as local[4]; spark-submit has set it already.")
    private String master;

    /** Returns the master, or nothing where Spark's own settings say it. */
    Optional<String> master() {
        return Optional.ofNullable(master);
    }
}
