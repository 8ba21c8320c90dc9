package dev.marquetry.files;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NoSuchElementException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * All files below a folder.
 *
 * <p>Hadoop's {@link FileSystem#listFiles} is best where a store lists whole trees at once. Local ones it asks for the
 * owner of every file and, where Hadoop's natives are missing, starts a process for each to know it: milliseconds per
 * file. They are walked here instead, network mounts among them.
 */
public final class FileTree {
    private static final String LOCAL = "file";

    private FileTree() {}

    /**
     * Lists the files at any depth below a folder, as they are asked for, in no particular order.
     *
     * @throws java.io.FileNotFoundException if there is no such folder
     * @throws IOException also from the iterator, if a folder cannot be listed
     */
    public static RemoteIterator<? extends FileStatus> files(FileSystem fileSystem, Path folder) throws IOException {
        return LOCAL.equals(fileSystem.getUri().getScheme())
                ? new Walk(fileSystem, folder)
                : fileSystem.listFiles(folder, true);
    }

    private static final class Walk implements RemoteIterator<FileStatus> {
        private final FileSystem fileSystem;
        private final Deque<RemoteIterator<FileStatus>> folders = new ArrayDeque<>();
        private FileStatus next;

        Walk(FileSystem fileSystem, Path folder) throws IOException {
            this.fileSystem = fileSystem;
            folders.push(fileSystem.listStatusIterator(folder));
        }

        @Override
        public boolean hasNext() throws IOException {
            while (next == null && !folders.isEmpty()) {
                RemoteIterator<FileStatus> innermost = folders.peek();
                if (!innermost.hasNext()) {
                    folders.pop();
                    continue;
                }
                FileStatus status = innermost.next();
                if (status.isDirectory()) {
                    folders.push(fileSystem.listStatusIterator(status.getPath()));
                } else {
                    next = status;
                }
            }
            return next != null;
        }

        @Override
        public FileStatus next() throws IOException {
            if (!hasNext()) {
                throw new NoSuchElementException("all files were listed");
            }
            FileStatus file = next;
            next = null;
            return file;
        }
    }
}
