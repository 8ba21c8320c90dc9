package dev.marquetry.cli;

import dev.marquetry.options.UserException;
import dev.marquetry.sample.SampleDataset;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws a sample dataset. */
@Command(
        name = "sample",
        description = "Draws pictures of many formats and sizes, a few broken on purpose, and a manifest.csv of them.")
final class SampleCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The folder to write, new or empty.")
    private Path folder;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "300",
            description = "How many pictures (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "0",
            description = "Decides the pictures: the same seed gives the same bytes (default: ${DEFAULT-VALUE}).")
    private long seed;

    /** Draws in a build; the bundle for clusters has the command without what draws. */
    @Override
    public Integer call() throws Exception {
        if (SampleCommand.class.getResource("/dev/marquetry/sample/SampleDataset.class") == null) {
            throw new UserException(
                    UserException.Kind.USAGE,
                    "the bundle draws no pictures",
                    "what draws them is left out of the jar that executors get",
                    "draw them in Marquetry's source folder: scripts/marquetry sample DIR");
        }
        SampleDataset.write(folder, count, seed);
        spec.commandLine().getOut().println(folder.resolve("manifest.csv"));
        spec.commandLine().getOut().flush();
        return ExitCode.DONE;
    }
}
