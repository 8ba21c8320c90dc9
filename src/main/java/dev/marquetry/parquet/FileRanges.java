package dev.marquetry.parquet;

import java.io.Closeable;
import java.io.IOException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.functional.FutureIO;

/** Single ranges of a file, each of which is one request to an object store. For one thread. */
final class FileRanges implements Closeable {
    private final Path path;
    private final FSDataInputStream in;

    /**
     * Opens a file.
     *
     * @param status of the file, of which its path and its length are looked at
     */
    FileRanges(FileSystem fileSystem, FileStatus status) throws IOException {
        this.path = status.getPath();
        this.in = open(fileSystem, status, "random");
    }

    /**
     * Opens a file whose length is known, which saves an object store a question.
     *
     * @param policy how it will be read: Hadoop's names
     */
    static FSDataInputStream open(FileSystem fileSystem, FileStatus status, String policy) throws IOException {
        return FutureIO.awaitFuture(fileSystem
                .openFile(status.getPath())
                .opt("fs.option.openfile.read.policy", policy)
                .opt("fs.option.openfile.length", Long.toString(status.getLen()))
                .build());
    }

    /**
     * Reads a range.
     *
     * @throws IOException if the file ends before it, or cannot be read; the message names it
     */
    byte[] read(long start, long length) throws IOException {
        try {
            byte[] bytes = new byte[Math.toIntExact(length)];
            in.readFully(start, bytes);
            return bytes;
        } catch (IOException | RuntimeException e) {
            throw new IOException(
                    "cannot read " + path + ", " + length + " bytes from " + start + " on: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
