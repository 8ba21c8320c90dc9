package dev.marquetry.source;

import java.util.ArrayDeque;

/** Arrays that files are read into, used again and again: new ones would be most of a task's garbage. Thread-safe. */
final class FileBuffers {
    /** Arrays of a few sizes only, so that one fits the next file. */
    private static final int STEP = 64 * 1024;

    private static final int LARGEST_ROUNDED = Integer.MAX_VALUE - 2 * STEP;

    private final ArrayDeque<byte[]> free = new ArrayDeque<>();
    private final long mostBytes;
    private long bytes;

    /**
     * @param mostBytes how many bytes may lie here unused
     */
    FileBuffers(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Returns an array of at least this length, with anything in it; it is the caller's. */
    byte[] take(int length) {
        byte[] buffer = poll();
        return buffer != null && buffer.length >= length ? buffer : new byte[rounded(length)];
    }

    private static int rounded(int length) {
        return length > LARGEST_ROUNDED ? length : Math.max(STEP, (length + STEP - 1) / STEP * STEP);
    }

    private synchronized byte[] poll() {
        byte[] buffer = free.pollFirst();
        bytes -= buffer == null ? 0 : buffer.length;
        return buffer;
    }

    /** Takes an array back, which nobody uses any longer. */
    synchronized void give(byte[] buffer) {
        if (bytes + buffer.length <= mostBytes) {
            free.addFirst(buffer);
            bytes += buffer.length;
        }
    }
}
