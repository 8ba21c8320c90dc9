package dev.marquetry.job;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command without a sub-command. */
@Command(
        name = "marquetry",
        description = "Decodes image datasets exactly as fastai would and writes them as Parquet array columns.",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        scope = picocli.CommandLine.ScopeType.INHERIT,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all converted, or rejects within the limit",
            "1:the run failed and nothing was published",
            "2:the command or the job file is wrong",
            "3:published, but with more rejects than rejects.max-ratio allows"
        })
final class MarquetryCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }
}
