package dev.marquetry.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Util;

/**
 * Reads headers of pages, and checks pages by them, strictly: Thrift's readers pass over much that no writer writes,
 * such as unknown fields.
 */
final class PageHeaders {
    private PageHeaders() {}

    /**
     * Reads the next header.
     *
     * @throws IOException if it cannot be read, or would be other bytes if it was written again
     */
    static PageHeader read(InputStream in) throws IOException {
        Recording recording = new Recording(in);
        PageHeader header = Util.readPageHeader(recording);
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        Util.writePageHeader(header, again);
        if (!Arrays.equals(recording.bytes.toByteArray(), again.toByteArray())) {
            throw new IOException("its header is not as it was written");
        }
        return header;
    }

    /**
     * Requires that a page is as it was written.
     *
     * @param header the page's
     * @param page its bytes in the file
     * @throws IOException if its checksum is missing or another one
     */
    static void requireChecksum(PageHeader header, byte[] page) throws IOException {
        if (!header.isSetCrc()) {
            throw new IOException("it has no checksum");
        }
        CRC32 checksum = new CRC32();
        checksum.update(page);
        if ((int) checksum.getValue() != header.getCrc()) {
            throw new IOException("its checksum does not match");
        }
    }

    /** Keeps what is read. */
    private static final class Recording extends InputStream {
        private final InputStream in;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Recording(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            int value = in.read();
            if (value >= 0) {
                bytes.write(value);
            }
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = in.read(target, offset, length);
            bytes.write(target, offset, Math.max(count, 0));
            return count;
        }
    }
}
