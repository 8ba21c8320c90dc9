package dev.marquetry.cli;

import dev.marquetry.dataset.FolderHeldException;
import dev.marquetry.options.Takeover;
import java.io.IOException;
import picocli.CommandLine.Option;

/** The option of commands that write to a dataset's folder without a job. */
final class TakeoverOption {
    private static final String NAME = "--takeover";

    @Option(names = NAME, description = "Takes the folder over from a run that holds it and is known to be gone.")
    private boolean takeover;

    /** Writes to a dataset's folder. */
    interface Write<T> {
        T by(Takeover policy) throws IOException;
    }

    /**
     * Writes to a folder as the option says.
     *
     * @throws FolderHeldException if another run holds it, which names this option
     */
    <T> T write(Write<T> write) throws IOException {
        try {
            return write.by(takeover ? Takeover.ALWAYS : Takeover.OF_THE_DEAD);
        } catch (FolderHeldException held) {
            throw held.with(NAME);
        }
    }
}
