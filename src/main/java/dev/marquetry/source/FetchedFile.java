package dev.marquetry.source;

import dev.marquetry.options.RejectException;

/**
 * The bytes of one file, or why there are none.
 *
 * @param <T> what the caller asked with
 */
public final class FetchedFile<T> {
    private static final byte[] NOTHING = {};

    private final T request;
    private final byte[] bytes;
    private final int length;
    private final RejectException failure;
    private final boolean pooled;

    private FetchedFile(T request, byte[] bytes, int length, RejectException failure, boolean pooled) {
        this.request = request;
        this.bytes = bytes;
        this.length = length;
        this.failure = failure;
        this.pooled = pooled;
    }

    static <T> FetchedFile<T> of(T request, byte[] bytes, int length) {
        return new FetchedFile<>(request, bytes, length, null, true);
    }

    /** Makes one of bytes that stay the caller's. */
    static <T> FetchedFile<T> lent(T request, byte[] bytes) {
        return new FetchedFile<>(request, bytes, bytes.length, null, false);
    }

    static <T> FetchedFile<T> failed(T request, RejectException failure) {
        return new FetchedFile<>(request, NOTHING, 0, failure, false);
    }

    /** Returns what the caller asked with. */
    public T request() {
        return request;
    }

    /**
     * Returns the bytes, which may be followed by others. The array is used again once the next file is taken from the
     * {@link Prefetcher}.
     *
     * @throws RejectException if the file could not be read
     */
    public byte[] bytes() throws RejectException {
        if (failure != null) {
            throw failure;
        }
        return bytes;
    }

    /** Hands the array back; the bytes can no longer be read. */
    void giveBack(FileBuffers buffers) {
        if (pooled) {
            buffers.give(bytes);
        }
    }

    /** Returns how many bytes the file has, 0 where it could not be read. */
    public int length() {
        return length;
    }
}
