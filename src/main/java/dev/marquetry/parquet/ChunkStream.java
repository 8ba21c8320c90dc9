package dev.marquetry.parquet;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of one column chunk, which are all that it gives. Does not close what it reads from. For one thread. */
final class ChunkStream extends InputStream {
    private final InputStream in;
    private long left;

    ChunkStream(InputStream in, long length) {
        this.in = in;
        this.left = length;
    }

    /** Returns how many bytes are left. */
    long left() {
        return left;
    }

    @Override
    public int read() throws IOException {
        if (left == 0) {
            return -1;
        }
        int value = in.read();
        left--;
        return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        int count = in.read(bytes, offset, (int) Math.min(length, left));
        left -= Math.max(count, 0);
        return count;
    }

    /** Returns the next bytes, no fewer than asked for. */
    byte[] next(int length) throws IOException {
        if (length < 0 || length > left) {
            throw new IOException("a page of " + length + " bytes, where the column chunk has " + left + " more");
        }
        byte[] bytes = new byte[length];
        if (readNBytes(bytes, 0, length) < length) {
            throw new EOFException("the file ends within a page");
        }
        return bytes;
    }
}
