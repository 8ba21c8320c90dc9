package dev.marquetry.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileWriter;

/**
 * The pages of one tensor column in one row group after another, compressed. Each holds one row, and no nulls.
 *
 * <p>Smallest and largest values are left out: nobody looks an image up by them. For one file and one thread.
 */
final class TensorChunk {
    private final ColumnDescriptor column;
    private final Statistics<?> statistics;
    private final RowGroupMemory memory = new RowGroupMemory();
    private final List<Page> pages = new ArrayList<>();
    private ChunkHead head;

    /** A page, and what its header says. */
    private record Page(BytesInput bytes, int uncompressedLength, int values, Encoding encoding) {}

    /**
     * @param column the leaf that holds the values
     * @param head of the row groups, until another one is given
     */
    TensorChunk(ColumnDescriptor column, ChunkHead head) {
        this.column = column;
        this.head = head;
        this.statistics = Statistics.getBuilderForReading(column.getPrimitiveType())
                .withNumNulls(0)
                .build();
    }

    /** Returns the name of the tensor column. */
    String name() {
        return column.getPath()[0];
    }

    ChunkHead head() {
        return head;
    }

    /** Gives another head to the row group, which has no pages yet, and to those that follow. */
    void changeHead(ChunkHead next) {
        head = next;
    }

    /**
     * Adds the page of one row.
     *
     * @param page levels and values, compressed as the head says; they may be changed afterwards
     * @param uncompressedLength how many bytes they have when they are read
     * @param values how many values or, of an empty list, entries it has: at least 1
     * @param encoding of the values
     */
    void add(BytesInput page, int uncompressedLength, int values, Encoding encoding) throws IOException {
        long start = memory.size();
        page.writeAllTo(memory);
        BytesInput kept = memory.part(start, Math.toIntExact(memory.size() - start));
        pages.add(new Page(kept, uncompressedLength, values, encoding));
    }

    /**
     * Adds the page of one row without copying it.
     *
     * @param page levels and values, compressed as the head says, which must stay as they are
     * @param uncompressedLength how many bytes they have when they are read
     * @param values how many values or, of an empty list, entries it has: at least 1
     * @param encoding of the values
     */
    void addUncopied(BytesInput page, int uncompressedLength, int values, Encoding encoding) {
        pages.add(new Page(page, uncompressedLength, values, encoding));
    }

    /** Writes the column chunk of the row group and begins the next one. */
    void writeTo(ParquetFileWriter writer) throws IOException {
        writer.startColumn(column, pages.stream().mapToLong(Page::values).sum(), head.codec());
        if (head.compressed().isPresent()) {
            writer.writeDictionaryPage(head.compressed().get());
        }
        for (Page page : pages) {
            writer.writeDataPage(
                    page.values(),
                    page.uncompressedLength(),
                    page.bytes(),
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
