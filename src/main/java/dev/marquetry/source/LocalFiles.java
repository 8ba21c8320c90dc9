package dev.marquetry.source;

import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectException;
import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Asks local file systems what is at a path, without opening it: opening a pipe would wait for its other end. */
final class LocalFiles {
    private LocalFiles() {}

    /**
     * Returns the length of a regular file, or of the one that a link leads to.
     *
     * @throws RejectException if there is no regular file, or it may not be seen
     * @throws IOException if the file system cannot say
     */
    static long length(File file) throws RejectException, IOException {
        BasicFileAttributes attributes;
        Path path;
        try {
            path = file.toPath();
        } catch (InvalidPathException notAPath) {
            throw new RejectException(RejectCode.BAD_PATH, "not a path: " + notAPath.getMessage(), notAPath);
        }
        try {
            attributes = Files.readAttributes(path, BasicFileAttributes.class);
        } catch (NoSuchFileException missing) {
            boolean dangling = Files.isSymbolicLink(path);
            throw new RejectException(
                    RejectCode.NOT_FOUND,
                    dangling ? "the link at this path leads to nothing" : "there is no file at this path",
                    missing);
        } catch (AccessDeniedException denied) {
            throw new RejectException(RejectCode.PERMISSION_DENIED, "the file may not be read: " + denied, denied);
        } catch (IOException failure) {
            if (isLoop(failure)) {
                throw new RejectException(RejectCode.NOT_A_FILE, "the link at this path leads back to itself", failure);
            }
            throw failure;
        }
        if (attributes.isDirectory()) {
            throw new RejectException(RejectCode.IS_DIRECTORY, "there is a directory at this path", null);
        }
        if (!attributes.isRegularFile()) {
            throw new RejectException(
                    RejectCode.NOT_A_FILE, "there is a pipe, a socket or a device at this path, and no file", null);
        }
        return attributes.size();
    }

    /** Returns whether a path led through more links than the system follows, which Java has no exception for. */
    static boolean isLoop(IOException failure) {
        return failure instanceof FileSystemLoopException
                || String.valueOf(failure.getMessage()).contains("Too many levels of symbolic links");
    }
}
