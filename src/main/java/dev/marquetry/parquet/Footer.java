package dev.marquetry.parquet;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;

/**
 * The footer of a Parquet file as it stands in the file.
 *
 * <p>It is not taken through parquet-java's own metadata classes, which in 1.13 fail at half floats.
 *
 * @param bytes the size of the file
 * @param content the footer
 */
record Footer(long bytes, FileMetaData content) {
    /** The first and the last bytes of a Parquet file. */
    static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    private static final int TAIL = Integer.BYTES + MAGIC.length;
    /** Most footers are in the first read. */
    private static final int FIRST_READ = 64 * 1024;

    /**
     * Reads a file's footer.
     *
     * @throws UncheckedIOException if there is none; the message names the file
     */
    static Footer read(FileSystem fileSystem, FileStatus file) {
        try (FSDataInputStream in = fileSystem.open(file.getPath())) {
            byte[] end = end(in, file, Math.min(FIRST_READ, file.getLen()));
            long length = length(file, end);
            if (length + TAIL > end.length) {
                end = end(in, file, length + TAIL);
            }
            int start = Math.toIntExact(end.length - TAIL - length);
            return new Footer(file.getLen(), content(file, new ByteArrayInputStream(end, start, (int) length)));
        } catch (DamagedFileException damaged) {
            throw unreadable(file, damaged.reason(), damaged);
        } catch (IOException | RuntimeException e) {
            throw unreadable(file, e.getMessage(), e instanceof IOException io ? io : new IOException(e));
        }
    }

    private static UncheckedIOException unreadable(FileStatus file, String reason, IOException cause) {
        return new UncheckedIOException(
                "the Parquet footer of " + file.getPath() + " cannot be read: " + reason, cause);
    }

    private static FileMetaData content(FileStatus file, InputStream bytes) throws DamagedFileException {
        try {
            return Util.readFileMetaData(bytes);
        } catch (IOException | RuntimeException e) {
            throw damaged(file, e);
        }
    }

    private static DamagedFileException damaged(FileStatus file, Exception cause) {
        return new DamagedFileException(file.getPath(), "footer", cause);
    }

    private static byte[] end(FSDataInputStream in, FileStatus file, long length) throws IOException {
        if (length < TAIL || length > file.getLen()) {
            throw damaged(file, new IOException("the file is not whole, it has " + file.getLen() + " bytes"));
        }
        byte[] end = new byte[Math.toIntExact(length)];
        try {
            in.readFully(file.getLen() - length, end);
        } catch (EOFException shorter) {
            throw damaged(file, new IOException("the file is shorter than its " + file.getLen() + " bytes", shorter));
        }
        return end;
    }

    private static long length(FileStatus file, byte[] end) throws DamagedFileException {
        for (int i = 0; i < MAGIC.length; i++) {
            if (end[end.length - MAGIC.length + i] != MAGIC[i]) {
                throw damaged(file, new IOException("the file does not end as Parquet does"));
            }
        }
        return Integer.toUnsignedLong(
                ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN).getInt(end.length - TAIL));
    }

    /** Returns where the first page of a chunk begins. */
    static long start(ColumnMetaData chunk) {
        return chunk.isSetDictionary_page_offset()
                ? Math.min(chunk.getDictionary_page_offset(), chunk.getData_page_offset())
                : chunk.getData_page_offset();
    }

    /** Returns how many bytes follow the pages: indexes and footer. */
    int endLength() {
        long pagesEnd = content.getRow_groups().stream()
                .flatMap(group -> group.getColumns().stream())
                .map(ColumnChunk::getMeta_data)
                .mapToLong(chunk -> start(chunk) + chunk.getTotal_compressed_size())
                .max()
                .orElse(MAGIC.length);
        return Math.toIntExact(bytes - pagesEnd);
    }

    /**
     * Checks the file's end against the checksum that this footer has for it.
     *
     * @param end all bytes after the pages, which are changed
     * @throws IOException if they are others, or there is no checksum
     */
    void check(byte[] end) throws IOException {
        String expected = metadata().get(FooterChecksum.KEY);
        if (expected == null) {
            throw new IOException("the footer has no checksum: the file is damaged, or another program's");
        }
        FooterChecksum.check(end, expected);
    }

    /** Returns the key-value pairs. */
    Map<String, String> metadata() {
        Map<String, String> metadata = new HashMap<>();
        if (content.isSetKey_value_metadata()) {
            content.getKey_value_metadata().forEach(pair -> metadata.put(pair.getKey(), pair.getValue()));
        }
        return metadata;
    }
}
