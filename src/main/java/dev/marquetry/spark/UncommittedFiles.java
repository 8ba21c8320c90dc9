package dev.marquetry.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.MultipartUploader;
import org.apache.hadoop.fs.Path;

/**
 * What committers keep in a folder until they commit: the file committer's {@code _temporary}, the magic committer's
 * {@code __magic} folders and the uploads that they stand for, which no listing shows and which S3 keeps for good.
 */
final class UncommittedFiles {
    private static final String TEMPORARY = "_temporary";
    private static final String MAGIC = "__magic";

    private final FileSystem fileSystem;
    private final Path folder;

    UncommittedFiles(FileSystem fileSystem, Path folder) {
        this.fileSystem = fileSystem;
        this.folder = folder;
    }

    /** Returns whether a path below the folder is a committer's own. */
    static boolean holds(String name) {
        return name.startsWith(TEMPORARY + "/") || name.startsWith(MAGIC);
    }

    /** Removes what an earlier run left, or this one, which has ended. */
    void remove() throws IOException {
        FileStatus[] children;
        try {
            children = fileSystem.listStatus(folder);
        } catch (FileNotFoundException missing) {
            children = new FileStatus[0];
        }
        for (FileStatus child : children) {
            if (child.isDirectory() && holds(child.getPath().getName() + "/")) {
                fileSystem.delete(child.getPath(), true);
            }
        }
        abortUploads();
    }

    private void abortUploads() throws IOException {
        if (!fileSystem.hasPathCapability(folder, CommonPathCapabilities.FS_MULTIPART_UPLOADER)) {
            return;
        }
        try (MultipartUploader uploads =
                fileSystem.createMultipartUploader(folder).build()) {
            uploads.abortUploadsUnderPath(folder).get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(interrupted);
        } catch (ExecutionException failure) {
            throw new IOException(failure.getCause());
        }
    }
}
