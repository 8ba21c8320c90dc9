package dev.marquetry.parquet;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.parquet.bytes.BytesInput;

/** The bytes of a whole page, which the page store sums up without a copy of its own. */
final class PageBytes extends BytesInput {
    private final byte[] bytes;

    PageBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public void writeAllTo(OutputStream out) throws IOException {
        out.write(bytes, 0, bytes.length);
    }

    @Override
    public byte[] toByteArray() {
        return bytes;
    }

    @Override
    public long size() {
        return bytes.length;
    }
}
