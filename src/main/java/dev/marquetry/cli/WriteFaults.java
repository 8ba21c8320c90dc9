package dev.marquetry.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says why a local file cannot be written, in words of no class of Java's. */
final class WriteFaults {
    private WriteFaults() {}

    /** Returns the cause of a message that names the file itself. */
    static String cause(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "its folder does not exist";
        }
        if (failure instanceof AccessDeniedException) {
            return "access is refused";
        }
        return failure instanceof FileSystemException of && of.getReason() != null
                ? of.getReason()
                : failure.getMessage();
    }
}
