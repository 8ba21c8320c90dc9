package dev.marquetry.parquet;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.bytes.BytesInput;

/**
 * Bytes that wait for the end of their row group, in arrays that are used again for the next one: new ones would
 * outlive many young collections and fill the old generation. For one thread.
 */
final class RowGroupMemory extends OutputStream {
    /** Far from what G1 treats as humongous, even in the smallest of its regions. */
    private static final int SLAB = 256 * 1024;

    private final List<byte[]> slabs = new ArrayList<>();
    private long size;

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int done = 0;
        while (done < length) {
            int at = (int) (size % SLAB);
            int part = Math.min(length - done, SLAB - at);
            System.arraycopy(bytes, offset + done, slab(size), at, part);
            done += part;
            size += part;
        }
    }

    /**
     * Takes the next bytes of a stream, exactly as many as asked for.
     *
     * @throws EOFException if it has fewer
     */
    void readFrom(InputStream in, long length) throws IOException {
        long left = length;
        while (left > 0) {
            int at = (int) (size % SLAB);
            int count = in.read(slab(size), at, (int) Math.min(left, SLAB - at));
            if (count < 0) {
                throw new EOFException("the file ends " + left + " bytes too early");
            }
            size += count;
            left -= count;
        }
    }

    private byte[] slab(long position) {
        int index = Math.toIntExact(position / SLAB);
        if (index == slabs.size()) {
            slabs.add(new byte[SLAB]);
        }
        return slabs.get(index);
    }

    /** Returns how many bytes there are, which is where the next one goes. */
    long size() {
        return size;
    }

    /** Returns a part of the bytes, valid until they are forgotten. */
    BytesInput part(long start, int length) {
        return new Part(start, length);
    }

    /** Forgets the bytes and keeps the arrays. */
    void clear() {
        size = 0;
    }

    /** Returns a stream of a part of the bytes, valid until they are forgotten. */
    Stream stream(long start, long length) {
        return new Stream(start, start + length);
    }

    /** Reads bytes, or takes them as they lie. */
    final class Stream extends InputStream {
        private final long end;
        private long position;

        private Stream(long start, long end) {
            this.position = start;
            this.end = end;
        }

        /** Returns how many bytes are left. */
        long left() {
            return end - position;
        }

        @Override
        public int read() {
            if (position == end) {
                return -1;
            }
            int value = Byte.toUnsignedInt(slab(position)[(int) (position % SLAB)]);
            position++;
            return value;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            if (position == end && length > 0) {
                return -1;
            }
            int at = (int) (position % SLAB);
            int count = (int) Math.min(Math.min(length, SLAB - at), left());
            System.arraycopy(slab(position), at, bytes, offset, count);
            position += count;
            return count;
        }

        /** Takes the next bytes, all of which there must be. */
        BytesInput next(int length) {
            BytesInput next = part(position, length);
            position += length;
            return next;
        }
    }

    private final class Part extends BytesInput {
        private final long start;
        private final int length;

        Part(long start, int length) {
            this.start = start;
            this.length = length;
        }

        @Override
        public void writeAllTo(OutputStream out) throws IOException {
            int done = 0;
            while (done < length) {
                int at = (int) ((start + done) % SLAB);
                int part = Math.min(length - done, SLAB - at);
                out.write(slab(start + done), at, part);
                done += part;
            }
        }

        @Override
        public long size() {
            return length;
        }
    }
}
