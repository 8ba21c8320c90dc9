package dev.marquetry.source;

import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.util.Optional;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIsDirectoryException;
import org.apache.hadoop.security.AccessControlException;

/** Says what a failed read means, and whether asking again could change it. */
final class FetchFaults {
    private FetchFaults() {}

    /** Returns the failure that a file system wrapped into an unchecked one, or the failure itself. */
    static Throwable unwrapped(Throwable failure) {
        boolean wraps = failure instanceof FSError || failure instanceof UncheckedIOException;
        return wraps && failure.getCause() instanceof IOException cause ? cause : failure;
    }

    /**
     * Returns the fault, where asking again cannot change it.
     *
     * @param fileSystem what was asked
     * @param path the path of the file
     * @param failure what it threw, {@link #unwrapped}
     */
    static Optional<RejectException> lasting(FileSystem fileSystem, Path path, Throwable failure) {
        if (failure instanceof IOException known) {
            return lasting(fileSystem, path, known);
        }
        if (failure instanceof IllegalArgumentException) {
            return fault(
                    RejectCode.BAD_PATH, "the file system does not take this path: " + failure.getMessage(), failure);
        }
        boolean heals = failure instanceof OutOfMemoryError
                || (failure instanceof RuntimeException unchecked && !isMistakeOfCode(unchecked));
        return heals ? Optional.empty() : fault(RejectCode.IO_ERROR, "the file system failed: " + failure, failure);
    }

    private static boolean isMistakeOfCode(RuntimeException failure) {
        return failure instanceof NullPointerException
                || failure instanceof UnsupportedOperationException
                || failure instanceof ClassCastException
                || failure instanceof IndexOutOfBoundsException;
    }

    private static Optional<RejectException> lasting(FileSystem fileSystem, Path path, IOException failure) {
        if (failure instanceof PathIsDirectoryException) {
            return fault(RejectCode.IS_DIRECTORY, "there is a directory at this path", failure);
        }
        if (failure instanceof AccessControlException || failure instanceof AccessDeniedException) {
            return fault(RejectCode.PERMISSION_DENIED, "the file may not be read: " + failure, failure);
        }
        if (isUnknownHost(failure)) {
            // Java remembers for ten seconds that a name is unknown, longer than all pauses together.
            return fault(RejectCode.IO_ERROR, "there is no host of this name: " + failure.getMessage(), failure);
        }
        if (failure instanceof EOFException) {
            return Optional.empty();
        }
        // Some file systems report directories and missing permissions as "not found" or as plain failures.
        FileStatus status;
        try {
            status = fileSystem.getFileStatus(path);
        } catch (FileNotFoundException missing) {
            return fault(RejectCode.NOT_FOUND, "there is no file at this path", missing);
        } catch (IOException | RuntimeException unknown) {
            if (unknown != failure) {
                failure.addSuppressed(unknown);
            }
            return Optional.empty();
        }
        if (status.isDirectory()) {
            return fault(RejectCode.IS_DIRECTORY, "there is a directory at this path", failure);
        }
        if (failure instanceof FileNotFoundException) {
            return fault(RejectCode.PERMISSION_DENIED, "the file may not be read: " + failure, failure);
        }
        return Optional.empty();
    }

    private static boolean isUnknownHost(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return true;
            }
        }
        return false;
    }

    private static Optional<RejectException> fault(RejectCode fault, String message, Throwable cause) {
        return Optional.of(new RejectException(fault, message, cause));
    }
}
