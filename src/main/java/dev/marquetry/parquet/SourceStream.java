package dev.marquetry.parquet;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A file from its beginning to its end, which an object store gives in one request. Failures of the file system are
 * unchecked, so that nobody takes them for damage; their causes name the file. For one thread.
 */
final class SourceStream extends InputStream {
    /** For headers, whose bytes are asked for one by one: longer pages go past it. */
    private static final int BUFFER = 8 * 1024;

    private final Path path;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int next;
    private int end;
    /** Where the file system goes on, which is where the buffer ends. */
    private long position;

    /**
     * Opens a file.
     *
     * @param status of the file
     */
    SourceStream(FileSystem fileSystem, FileStatus status) throws IOException {
        this.path = status.getPath();
        this.in = FileRanges.open(fileSystem, status, "sequential");
    }

    /**
     * Passes over what comes before a place, which must lie ahead.
     *
     * @throws IOException if it does not, or the file ends before it
     */
    void skipTo(long place) throws IOException {
        long ahead = place - (position - (end - next));
        if (ahead < 0) {
            throw new IOException(path + ": its parts overlap at byte " + place);
        }
        int buffered = (int) Math.min(ahead, end - next);
        next += buffered;
        try {
            in.skipNBytes(ahead - buffered);
            position += ahead - buffered;
        } catch (EOFException e) {
            throw new EOFException(path + " ends before byte " + place);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public int read() {
        if (next == end) {
            next = 0;
            end = Math.max(0, readOn(buffer, 0, BUFFER));
        }
        return next == end ? -1 : Byte.toUnsignedInt(buffer[next++]);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        if (next == end) {
            return readOn(bytes, offset, length);
        }
        int count = Math.min(length, end - next);
        System.arraycopy(buffer, next, bytes, offset, count);
        next += count;
        return count;
    }

    private int readOn(byte[] bytes, int offset, int length) {
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
