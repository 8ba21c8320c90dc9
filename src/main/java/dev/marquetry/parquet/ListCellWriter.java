package dev.marquetry.parquet;

import java.io.IOException;
import java.util.Optional;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.PrimitiveType;

/** Writes tensors as lists of their values. */
final class ListCellWriter implements CellWriter {
    private final PageValues values;
    private final int cellBytes;
    private final int bytesAsRead;
    private final Statistics<?> statistics;
    private PageWriter pages;
    private byte[] levels = new byte[0];
    private int levelsOf = -1;

    /**
     * @param values encodes the values
     * @param column what the cells hold
     * @param element the Parquet type of an element
     */
    ListCellWriter(PageValues values, TensorColumn column, PrimitiveType element) {
        this.values = values;
        this.cellBytes = column.cellBytes();
        this.bytesAsRead = Math.max(Integer.BYTES, column.elementType().bytes());
        this.statistics = noNulls(element);
    }

    /** Smallest and largest values are left out: nobody looks an image up by them. */
    static Statistics<?> noNulls(PrimitiveType type) {
        return Statistics.getBuilderForReading(type).withNumNulls(0).build();
    }

    @Override
    public void begin(PageWriter chunk) throws IOException {
        pages = chunk;
        Optional<DictionaryPage> dictionary = values.dictionary();
        if (dictionary.isPresent()) {
            chunk.writeDictionaryPage(dictionary.get());
        }
    }

    @Override
    public void write(byte[] cell, int[] shape) throws IOException {
        int count = cell.length / cellBytes;
        if (count != levelsOf) {
            levels = ListLevels.of(count);
            levelsOf = count;
        }
        pages.writePage(
                BytesInput.concat(BytesInput.from(levels), values.encode(cell)),
                Math.max(count, 1),
                1,
                statistics,
                Encoding.RLE,
                Encoding.RLE,
                values.encoding());
    }

    /** Every type counts four bytes at least: readers widen small ones, and hold levels beside them. */
    @Override
    public long bytesAsRead(long count) {
        return count * bytesAsRead;
    }
}
