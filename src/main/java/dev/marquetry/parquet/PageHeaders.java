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
    /** Of a header in bytes, statistics apart. */
    private static final int USUAL_LENGTH = 64;

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
        if (!recording.isEqualTo(again.toByteArray())) {
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

    /** Keeps what is read, which is read byte by byte: no lock is taken for each. */
    private static final class Recording extends InputStream {
        private final InputStream in;
        private byte[] bytes = new byte[USUAL_LENGTH];
        private int length;

        Recording(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            int value = in.read();
            if (value >= 0) {
                reserve(1);
                bytes[length++] = (byte) value;
            }
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int most) throws IOException {
            int count = in.read(target, offset, most);
            if (count > 0) {
                reserve(count);
                System.arraycopy(target, offset, bytes, length, count);
                length += count;
            }
            return count;
        }

        private void reserve(int more) {
            if (length + more > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
            }
        }

        boolean isEqualTo(byte[] other) {
            return Arrays.equals(bytes, 0, length, other, 0, other.length);
        }
    }
}
