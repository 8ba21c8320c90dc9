package dev.marquetry.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;

/** The bytes of one page, which nobody changes, and which are never copied: parquet-java asks for them twice. */
final class PageBytes extends BytesInput {
    private final byte[] bytes;

    private PageBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Returns the bytes of a page for parquet-java.
     *
     * @param bytes of the page, whose owner it becomes
     */
    static BytesInput of(byte[] bytes) {
        return new PageBytes(bytes);
    }

    /** Returns bytes that must not be changed: those that they were made of where they are a whole array. */
    static byte[] array(BytesInput input) throws IOException {
        ByteBuffer buffer = input.toByteBuffer();
        if (buffer.hasArray() && buffer.arrayOffset() == 0 && buffer.remaining() == buffer.array().length) {
            return buffer.array();
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    @Override
    public void writeAllTo(OutputStream out) throws IOException {
        out.write(bytes);
    }

    @Override
    public byte[] toByteArray() {
        return bytes;
    }

    @Override
    public ByteBuffer toByteBuffer() {
        return ByteBuffer.wrap(bytes);
    }

    @Override
    public long size() {
        return bytes.length;
    }
}
