package dev.marquetry.cli;

import dev.marquetry.options.JobOptions;
import dev.marquetry.options.JobOptionsReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code run} and {@code plan} are told. */
final class JobArguments {
    @Parameters(paramLabel = "JOB.yaml", description = "The job file, a local one.")
    private Path jobFile;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Sets an option over the job file; [a, b] is a list. The last one of a key counts.")
    private List<String> settings = new ArrayList<>();

    @Mixin
    private MasterOption master = new MasterOption();

    JobOptions options() {
        return JobOptionsReader.read(jobFile, settings);
    }

    Optional<String> master() {
        return master.master();
    }
}
