package dev.marquetry.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.CodecFactory.BytesCompressor;
import org.apache.parquet.hadoop.ParquetFileWriter;

/**
 * The pages of one tensor column in one row group after another, compressed. Each holds one row, and no nulls.
 *
 * <p>Smallest and largest values are left out: nobody looks an image up by them. For one file and one thread.
 */
@SuppressWarnings("deprecation") // parquet-java's own writers take no other type of compressor.
final class TensorChunk {
    private final ColumnDescriptor column;
    private final BytesCompressor compressor;
    private final Statistics<?> statistics;
    private final DictionaryPage dictionary;
    private final RowGroupMemory memory = new RowGroupMemory();
    private final List<Page> pages = new ArrayList<>();

    /** Where a page lies in the memory, and what its header says. */
    private record Page(long start, int length, int uncompressedLength, int values, Encoding encoding) {}

    /**
     * @param column the leaf that holds the values
     * @param dictionary of every row group, if the values have one
     * @param compressor of the file's pages
     */
    TensorChunk(ColumnDescriptor column, Optional<DictionaryPage> dictionary, BytesCompressor compressor)
            throws IOException {
        this.column = column;
        this.compressor = compressor;
        this.statistics = Statistics.getBuilderForReading(column.getPrimitiveType())
                .withNumNulls(0)
                .build();
        this.dictionary = dictionary.isPresent() ? compress(dictionary.get(), compressor) : null;
    }

    private static DictionaryPage compress(DictionaryPage page, BytesCompressor compressor) throws IOException {
        int uncompressedLength = Math.toIntExact(page.getBytes().size());
        BytesInput compressed = BytesInput.copy(compressor.compress(page.getBytes()));
        return new DictionaryPage(compressed, uncompressedLength, page.getDictionarySize(), page.getEncoding());
    }

    /** Returns the name of the tensor column. */
    String name() {
        return column.getPath()[0];
    }

    /**
     * Adds the page of one row.
     *
     * @param page levels and values, which may be changed afterwards
     * @param values how many values or, of an empty list, entries it has: at least 1
     * @param encoding of the values
     */
    void add(BytesInput page, int values, Encoding encoding) throws IOException {
        long start = memory.size();
        compressor.compress(page).writeAllTo(memory);
        int length = Math.toIntExact(memory.size() - start);
        pages.add(new Page(start, length, Math.toIntExact(page.size()), values, encoding));
    }

    /** Writes the column chunk of the row group and begins the next one. */
    void writeTo(ParquetFileWriter writer) throws IOException {
        writer.startColumn(column, pages.stream().mapToLong(Page::values).sum(), compressor.getCodecName());
        if (dictionary != null) {
            writer.writeDictionaryPage(dictionary);
        }
        for (Page page : pages) {
            writer.writeDataPage(
                    page.values(),
                    page.uncompressedLength(),
                    memory.part(page.start(), page.length()),
                    statistics,
                    1,
                    Encoding.RLE,
                    Encoding.RLE,
                    page.encoding());
        }
        writer.endColumn();
        pages.clear();
        memory.clear();
    }
}
