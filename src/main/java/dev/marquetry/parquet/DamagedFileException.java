package dev.marquetry.parquet;

import java.io.IOException;
import org.apache.hadoop.fs.Path;

/** A file is not as it was written. */
final class DamagedFileException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * @param file the file
     * @param place the part that is damaged
     * @param cause says what is wrong with it
     */
    DamagedFileException(Path file, String place, Exception cause) {
        super(
                file + " is damaged: " + place + ": " + cause.getMessage()
                        + "; marquetry verify names every file that is damaged",
                cause);
    }
}
