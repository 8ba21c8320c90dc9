package dev.marquetry.parquet;

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
        List<BytesInput> parts = new ArrayList<>();
        int done = 0;
        while (done < length) {
            int at = (int) ((start + done) % SLAB);
            int part = Math.min(length - done, SLAB - at);
            parts.add(BytesInput.from(slab(start + done), at, part));
            done += part;
        }
        return BytesInput.concat(parts);
    }

    /** Forgets the bytes and keeps the arrays. */
    void clear() {
        size = 0;
    }
}
