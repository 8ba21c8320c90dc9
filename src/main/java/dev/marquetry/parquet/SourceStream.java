package dev.marquetry.parquet;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.functional.FutureIO;

/**
 * A file from its beginning to its end, which an object store gives in one request. Failures of the file system are
 * unchecked, so that nobody takes them for damage; their causes name the file. For one thread.
 */
final class SourceStream extends InputStream {
    /** For headers: longer pages go past it. */
    private static final int BUFFER = 8 * 1024;

    private final Path path;
    private final InputStream in;
    private long position;

    /**
     * Opens a file.
     *
     * @param status of the file
     */
    SourceStream(FileSystem fileSystem, FileStatus status) throws IOException {
        this.path = status.getPath();
        this.in = new BufferedInputStream(
                FutureIO.awaitFuture(fileSystem
                        .openFile(path)
                        .opt("fs.option.openfile.read.policy", "sequential")
                        .opt("fs.option.openfile.length", Long.toString(status.getLen()))
                        .build()),
                BUFFER);
    }

    /** Passes over what comes before a place, which must lie ahead. */
    void skipTo(long next) throws IOException {
        try {
            in.skipNBytes(next - position);
        } catch (EOFException e) {
            throw new EOFException(path + " ends before byte " + next);
        } catch (IOException e) {
            throw failed(e);
        }
        position = next;
    }

    @Override
    public int read() {
        try {
            int value = in.read();
            position += value < 0 ? 0 : 1;
            return value;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        try {
            int count = in.read(bytes, offset, length);
            position += Math.max(count, 0);
            return count;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private UncheckedIOException failed(IOException e) {
        return new UncheckedIOException(new IOException("cannot read " + path + ": " + e.getMessage(), e));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
