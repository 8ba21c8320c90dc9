package dev.marquetry.cli;

import dev.marquetry.options.Takeover;
import picocli.CommandLine.Option;

/** The option of commands that write to a dataset's folder without a job. */
final class TakeoverOption {
    @Option(
            names = "--takeover",
            description = "Takes the folder over from a run that holds it and is known to be gone.")
    private boolean takeover;

    /** Returns what is done about a folder that is held. */
    Takeover policy() {
        return takeover ? Takeover.ALWAYS : Takeover.OF_THE_DEAD;
    }
}
