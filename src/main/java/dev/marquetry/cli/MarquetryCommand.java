package dev.marquetry.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command without a sub-command. */
@Command(
        name = "marquetry",
        description = "Decodes image datasets exactly as fastai would and writes them as Parquet array columns.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        scope = picocli.CommandLine.ScopeType.INHERIT,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:published, or nothing to do",
            "1:the run failed and nothing was published, but for an update's earlier batches",
            "2:the command, the job or its input is wrong",
            "3:a limit was exceeded; nothing was published unless rejects.on-excess is publish",
            "4:another run holds the folder",
            "130, 143:ended by a signal before the dataset was whole"
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
