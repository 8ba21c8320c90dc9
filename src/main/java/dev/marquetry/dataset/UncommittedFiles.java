package dev.marquetry.dataset;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
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

    /** Returns whether committers have left folders. */
    boolean hasFolders() throws IOException {
        return !folders().isEmpty();
    }

    /** Removes what an earlier run left, or this one, which has ended. Only for the holder of the lock. */
    void remove() throws IOException {
        for (Path left : folders()) {
            fileSystem.delete(left, true);
        }
        if (hasUploads()) {
            abortUploads();
        }
    }

    /** Removes what S3A's committer kept for one run, which has ended, whoever holds the lock. */
    void removeOf(RunId run) throws IOException {
        // The first is Hadoop 3.4's name, the second that of earlier ones.
        for (String name : List.of(MAGIC + "_job-" + run, MAGIC + "/job-" + run)) {
            fileSystem.delete(new Path(folder, name), true);
        }
    }

    private List<Path> folders() throws IOException {
        List<Path> folders = new ArrayList<>();
        try {
            for (FileStatus child : fileSystem.listStatus(folder)) {
                if (child.isDirectory() && holds(child.getPath().getName() + "/")) {
                    folders.add(child.getPath());
                }
            }
        } catch (FileNotFoundException missing) {
            return folders;
        }
        return folders;
    }

    /** Returns whether there can be uploads, which no listing shows. */
    boolean hasUploads() throws IOException {
        return fileSystem.hasPathCapability(folder, CommonPathCapabilities.FS_MULTIPART_UPLOADER);
    }

    private void abortUploads() throws IOException {
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
