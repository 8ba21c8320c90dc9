package dev.marquetry.parquet;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;

/**
 * The data pages of one column chunk that lies in memory, one after another, each checked against its checksum.
 *
 * <p>What it cannot read it says is damaged. For one thread.
 */
final class ChunkPages {
    private static final ParquetMetadataConverter CONVERTER = new ParquetMetadataConverter();

    private final Path file;
    private final String place;
    private final ColumnChunkMetaData chunk;
    private final PageDecompressor decompressor;
    private final RowGroupMemory.Stream in;
    private final ChunkHead head;
    private final Map<Encoding, Integer> encodings = new EnumMap<>(Encoding.class);
    private long values;
    private long uncompressed;

    /** A page as it stands in the file; its bytes are valid as long as the chunk's. */
    record Page(PageHeader header, BytesInput bytes) {
        /** Returns how many values it has, nulls among them. */
        int values() {
            return header.getData_page_header().getNum_values();
        }

        /** Returns how many bytes it has decompressed. */
        int uncompressedLength() {
            return header.getUncompressed_page_size();
        }

        /** Returns how its values are encoded. */
        Encoding encoding() {
            return CONVERTER.getEncoding(header.getData_page_header().getEncoding());
        }
    }

    /**
     * @param file and row group for messages
     * @param chunk what the footer says of it
     * @param in all its bytes
     * @param decompressor of pages
     * @throws DamagedFileException if its dictionary is
     */
    ChunkPages(
            Path file, int rowGroup, ColumnChunkMetaData chunk, RowGroupMemory.Stream in, PageDecompressor decompressor)
            throws DamagedFileException {
        this.file = file;
        this.place = "column " + chunk.getPath().toDotString() + ", row group " + rowGroup;
        this.chunk = chunk;
        this.decompressor = decompressor;
        this.in = in;
        try {
            this.head = chunk.hasDictionaryPage() ? readHead() : ChunkHead.without(chunk.getCodec());
        } catch (IOException | RuntimeException e) {
            throw damaged(e);
        }
    }

    private ChunkHead readHead() throws IOException {
        Page page = read(PageType.DICTIONARY_PAGE);
        DictionaryPageHeader header = page.header().getDictionary_page_header();
        DictionaryPage dictionary = new DictionaryPage(
                BytesInput.from(decompress(page)), header.getNum_values(), CONVERTER.getEncoding(header.getEncoding()));
        return ChunkHead.of(chunk.getCodec(), dictionary, page.bytes());
    }

    private Page read(PageType type) throws IOException {
        long before = in.left();
        PageHeader header = PageHeaders.read(in);
        uncompressed += before - in.left() + header.getUncompressed_page_size();
        int length = header.getCompressed_page_size();
        if (length < 0 || length > in.left()) {
            throw new IOException("a page of " + length + " bytes, where the column chunk has " + in.left() + " more");
        }
        Page page = new Page(header, in.next(length));
        PageHeaders.requireChecksum(header, page.bytes());
        if (header.getType() != type) {
            throw new IOException("a page is of the kind " + header.getType() + ", not " + type);
        }
        return page;
    }

    /** Returns what its pages share. */
    ChunkHead head() {
        return head;
    }

    /** Returns how many values its data pages have, nulls among them. */
    long values() {
        return chunk.getValueCount();
    }

    /**
     * Returns the next data page.
     *
     * @throws DamagedFileException if it is, or there is none
     */
    Page next() throws DamagedFileException {
        try {
            Page page = read(PageType.DATA_PAGE);
            values += page.values();
            encodings.merge(page.encoding(), 1, Integer::sum);
            return page;
        } catch (IOException | RuntimeException e) {
            throw damaged(e);
        }
    }

    /** Returns a page decompressed. */
    byte[] contents(Page page) throws DamagedFileException {
        try {
            return decompress(page);
        } catch (IOException | RuntimeException e) {
            throw damaged(e);
        }
    }

    private byte[] decompress(Page page) throws IOException {
        return decompressor.decompress(chunk.getCodec(), page.bytes(), page.uncompressedLength());
    }

    /**
     * Requires that all pages were taken, and that their headers, which have no checksum, say what the footer says.
     *
     * @throws DamagedFileException if one of them does not
     */
    void requireEnd() throws DamagedFileException {
        requireEqual("values", values, chunk.getValueCount());
        requireEqual("bytes decompressed", uncompressed, chunk.getTotalUncompressedSize());
        for (Encoding encoding : Encoding.values()) {
            requireEqual(
                    "pages encoded as " + encoding,
                    encodings.getOrDefault(encoding, 0),
                    chunk.getEncodingStats().getNumDataPagesEncodedAs(encoding));
        }
    }

    private void requireEqual(String what, long found, long expected) throws DamagedFileException {
        if (found != expected) {
            throw damaged(new IOException("its pages have " + found + " " + what + ", the footer says " + expected));
        }
    }

    private DamagedFileException damaged(Exception cause) {
        return new DamagedFileException(file, place, cause);
    }
}
