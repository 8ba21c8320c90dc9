package dev.marquetry.parquet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.internal.hadoop.metadata.IndexReference;

/**
 * Single pages of one column chunk of tensors, each of which is a row: the offset index says where they are. Of the
 * chunk nothing else is read but its dictionary, once. For one thread.
 */
final class TensorReads {
    private static final ParquetMetadataConverter CONVERTER = new ParquetMetadataConverter();

    private final Path file;
    private final String place;
    private final ColumnChunkMetaData chunk;
    private final long rows;
    private final FileRanges in;
    private final PageContents contents;
    private final OffsetIndex offsets;
    private final DictionaryPage dictionary;

    /**
     * Reads the offset index and the dictionary.
     *
     * @param file and row group for messages
     * @param chunk what the footer says of the chunk
     * @param rows how many it has
     * @param in the file
     * @param contents looks into the pages
     * @throws IOException if they are damaged, or the file cannot be read
     */
    TensorReads(Path file, int rowGroup, ColumnChunkMetaData chunk, long rows, FileRanges in, PageContents contents)
            throws IOException {
        this.file = file;
        this.place = "column " + chunk.getPath().toDotString() + ", row group " + rowGroup;
        this.chunk = chunk;
        this.rows = rows;
        this.in = in;
        this.contents = contents;
        this.offsets = offsets();
        this.dictionary = chunk.hasDictionaryPage() ? dictionary() : null;
    }

    private OffsetIndex offsets() throws IOException {
        IndexReference reference = chunk.getOffsetIndexReference();
        if (reference == null) {
            throw damaged(new IOException("it has no offset index"));
        }
        byte[] bytes = in.read(reference.getOffset(), reference.getLength());
        try {
            OffsetIndex index = ParquetMetadataConverter.fromParquetOffsetIndex(
                    Util.readOffsetIndex(new ByteArrayInputStream(bytes)));
            if (index.getPageCount() != rows) {
                throw new IOException("it has " + index.getPageCount() + " pages for " + rows + " rows");
            }
            return index;
        } catch (IOException | RuntimeException e) {
            throw damaged(e);
        }
    }

    private DictionaryPage dictionary() throws IOException {
        long start = chunk.getStartingPos();
        ChunkStream bytes = stream(start, offsets.getOffset(0) - start);
        try {
            PageHeader page = PageHeaders.read(bytes);
            DictionaryPageHeader header = page.getDictionary_page_header();
            byte[] entries = contents.dictionary(header, body(page, bytes), page.getUncompressed_page_size());
            return new DictionaryPage(
                    PageBytes.of(entries), header.getNum_values(), CONVERTER.getEncoding(header.getEncoding()));
        } catch (IOException | RuntimeException e) {
            throw damaged(e);
        }
    }

    private ChunkStream stream(long start, long length) throws IOException {
        if (length <= 0 || length > chunk.getTotalSize()) {
            throw damaged(
                    new IOException("a page of " + length + " bytes in a column chunk of " + chunk.getTotalSize()));
        }
        return new ChunkStream(new ByteArrayInputStream(in.read(start, length)), length);
    }

    private static byte[] body(PageHeader header, ChunkStream bytes) throws IOException {
        byte[] body = bytes.next(header.getCompressed_page_size());
        PageHeaders.requireChecksum(header, body);
        return body;
    }

    /** Returns the pages that a reader of the values of one row takes. */
    PageReader row(int row) throws IOException {
        ChunkStream bytes = stream(offsets.getOffset(row), offsets.getCompressedPageSize(row));
        try {
            PageHeader page = PageHeaders.read(bytes);
            if (page.getType() != PageType.DATA_PAGE || offsets.getFirstRowIndex(row) != row) {
                throw new IOException("where row " + row + " has its page there is another one");
            }
            DataPageHeader header = page.getData_page_header();
            contents.requireLevels(header);
            byte[] values = contents.decompress(body(page, bytes), page.getUncompressed_page_size());
            return new OneRow(
                    dictionary,
                    new DataPageV1(
                            BytesInput.from(values),
                            header.getNum_values(),
                            values.length,
                            Statistics.createStats(chunk.getPrimitiveType()),
                            Encoding.RLE,
                            Encoding.RLE,
                            CONVERTER.getEncoding(header.getEncoding())));
        } catch (IOException | RuntimeException e) {
            throw damaged(e);
        }
    }

    /** Returns an exception that says where the damage is. */
    DamagedFileException damaged(Exception cause) {
        return new DamagedFileException(file, place, cause);
    }

    private record OneRow(DictionaryPage dictionary, DataPage page) implements PageReader {
        @Override
        public DictionaryPage readDictionaryPage() {
            return dictionary;
        }

        @Override
        public long getTotalValueCount() {
            return page.getValueCount();
        }

        @Override
        public DataPage readPage() {
            return page;
        }
    }
}
