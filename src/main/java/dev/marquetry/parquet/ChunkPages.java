package dev.marquetry.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
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
 * The data pages of one column chunk, compressed, each as its checksum says and all as the footer says.
 *
 * <p>What it cannot read it says is damaged. For one thread.
 */
final class ChunkPages {
    private static final ParquetMetadataConverter CONVERTER = new ParquetMetadataConverter();

    private final Path file;
    private final String place;
    private final ColumnChunkMetaData chunk;
    private final PageContents contents;
    private final List<Page> pages = new ArrayList<>();
    private final ChunkHead head;
    private int taken;

    /** A page as it stands in the file. */
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
     * Reads a chunk.
     *
     * @param file and row group for messages
     * @param chunk what the footer says of it
     * @param in all its bytes; its own failures are unchecked, and passed on
     * @param contents looks into the pages
     * @throws DamagedFileException if any of its pages is
     */
    ChunkPages(Path file, int rowGroup, ColumnChunkMetaData chunk, ChunkStream in, PageContents contents)
            throws DamagedFileException {
        this.file = file;
        this.place = "column " + chunk.getPath().toDotString() + ", row group " + rowGroup;
        this.chunk = chunk;
        this.contents = contents;
        long length = in.left();
        long compressed = 0;
        long uncompressed = 0;
        try {
            Page dictionary = chunk.hasDictionaryPage() ? read(in, PageType.DICTIONARY_PAGE) : null;
            this.head = dictionary == null ? ChunkHead.without(chunk.getCodec()) : head(dictionary);
            if (dictionary != null) {
                compressed = dictionary.bytes().size();
                uncompressed = dictionary.uncompressedLength();
            }
            while (in.left() > 0) {
                Page page = read(in, PageType.DATA_PAGE);
                contents.requireLevels(page.header().getData_page_header());
                compressed += page.bytes().size();
                uncompressed += page.uncompressedLength();
                pages.add(page);
            }
            // Headers count in both sums, and are not compressed.
            requireEqual("bytes decompressed", length - compressed + uncompressed, chunk.getTotalUncompressedSize());
            requireValuesAndEncodings();
        } catch (UncheckedIOException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw damaged(e);
        }
    }

    private static Page read(ChunkStream in, PageType type) throws IOException {
        PageHeader header = PageHeaders.read(in);
        byte[] bytes = in.next(header.getCompressed_page_size());
        PageHeaders.requireChecksum(header, bytes);
        if (header.getType() != type) {
            throw new IOException("a page is of the kind " + header.getType() + ", not " + type);
        }
        return new Page(header, PageBytes.of(bytes));
    }

    private ChunkHead head(Page page) throws IOException {
        DictionaryPageHeader header = page.header().getDictionary_page_header();
        byte[] entries = contents.dictionary(header, PageBytes.array(page.bytes()), page.uncompressedLength());
        DictionaryPage dictionary = new DictionaryPage(
                PageBytes.of(entries), header.getNum_values(), CONVERTER.getEncoding(header.getEncoding()));
        return ChunkHead.of(chunk.getCodec(), dictionary, page.bytes());
    }

    private void requireValuesAndEncodings() throws IOException {
        requireEqual("values", pages.stream().mapToLong(Page::values).sum(), chunk.getValueCount());
        Map<Encoding, Integer> encodings = new EnumMap<>(Encoding.class);
        pages.forEach(page -> encodings.merge(page.encoding(), 1, Integer::sum));
        for (Encoding encoding : Encoding.values()) {
            requireEqual(
                    "pages of the encoding " + encoding,
                    encodings.getOrDefault(encoding, 0),
                    chunk.getEncodingStats().getNumDataPagesEncodedAs(encoding));
            boolean ofDictionary = head.dictionary()
                    .filter(dictionary -> dictionary.getEncoding() == encoding)
                    .isPresent();
            requireEqual(
                    "dictionaries of the encoding " + encoding,
                    ofDictionary ? 1 : 0,
                    chunk.getEncodingStats().getNumDictionaryPagesEncodedAs(encoding));
        }
    }

    private static void requireEqual(String what, long found, long expected) throws IOException {
        if (found != expected) {
            throw new IOException("it has " + found + " " + what + ", the footer says " + expected);
        }
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
     * Takes the next data page.
     *
     * @throws DamagedFileException if there is none
     */
    Page next() throws DamagedFileException {
        if (taken == pages.size()) {
            throw damaged(new IOException("it has no more than " + taken + " pages"));
        }
        // Who takes it may keep it: the chunk does not.
        return pages.set(taken++, null);
    }

    /** Returns a page decompressed. */
    byte[] contents(Page page) throws DamagedFileException {
        try {
            return contents.decompress(PageBytes.array(page.bytes()), page.uncompressedLength());
        } catch (IOException | RuntimeException e) {
            throw damaged(e);
        }
    }

    /**
     * Requires that all pages were taken.
     *
     * @throws DamagedFileException if there are more of them than rows
     */
    void requireEnd() throws DamagedFileException {
        if (taken < pages.size()) {
            throw damaged(new IOException("it has " + pages.size() + " pages, of which the rows fill " + taken));
        }
    }

    private DamagedFileException damaged(Exception cause) {
        return new DamagedFileException(file, place, cause);
    }
}
