package dev.marquetry.parquet;

import java.io.IOException;
import org.apache.hadoop.fs.Path;

/** A file is not as it was written. */
public final class DamagedFileException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final String reason;

    /**
     * @param file the file
     * @param place the part that is damaged
     * @param cause says what is wrong with it
     */
    DamagedFileException(Path file, String place, Exception cause) {
        this(file + " is damaged: " + place, String.valueOf(cause.getMessage()), cause);
    }

    private DamagedFileException(String problem, String reason, Exception cause) {
        super(problem + ": " + reason + "; marquetry verify names every file that is damaged", cause);
        this.problem = problem;
        this.reason = reason;
    }

    /** Returns which file is damaged, and where. */
    public String problem() {
        return problem;
    }

    /** Returns what is wrong there. */
    public String reason() {
        return reason;
    }
}
