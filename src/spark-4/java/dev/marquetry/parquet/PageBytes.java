package dev.marquetry.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;

/** The bytes of one page, which nobody changes, and which are never copied: parquet-java asks for them twice. */
final class PageBytes {
    private PageBytes() {}

    /**
     * Returns the bytes of a page for parquet-java.
     *
     * @param bytes of the page, whose owner it becomes
     */
    static BytesInput of(byte[] bytes) {
        return BytesInput.from(bytes);
    }

    /** Returns bytes that must not be changed: those that they were made of where they are a whole array. */
    static byte[] array(BytesInput input) throws IOException {
        // What is on the heap needs no release.
        ByteBuffer buffer = input.toByteBuffer(HeapByteBufferAllocator.getInstance(), released -> {});
        if (buffer.hasArray() && buffer.arrayOffset() == 0 && buffer.remaining() == buffer.array().length) {
            return buffer.array();
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
