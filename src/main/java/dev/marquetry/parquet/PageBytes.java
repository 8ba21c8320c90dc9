package dev.marquetry.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;

/** The bytes of one page, which nobody changes, and which are never copied: parquet-java asks for them twice. */
final class PageBytes extends BytesInput {
    private final byte[] bytes;

    /**
     * @param bytes of the page, whose owner it becomes
     */
    PageBytes(byte[] bytes) {
        this.bytes = bytes;
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
