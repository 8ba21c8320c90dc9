package dev.marquetry.parquet;

import dev.marquetry.options.DType;
import dev.marquetry.options.TensorColumn;
import java.io.IOException;
import java.util.Optional;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.page.DictionaryPage;

/** Writes tensors as lists of their values. */
final class ListCellWriter implements CellWriter {
    private final PageValues values;
    private final int cellBytes;
    private final int bytesAsRead;
    private byte[] levels = new byte[0];
    private int levelsOf = -1;

    /**
     * @param values encodes the values
     * @param column what the cells hold
     */
    ListCellWriter(PageValues values, TensorColumn column) {
        this.values = values;
        this.cellBytes = column.cellBytes();
        this.bytesAsRead = bytesAsRead(column.dtype());
    }

    @Override
    public void write(TensorPages pages, byte[] cell, int[] shape) throws IOException {
        int count = cell.length / cellBytes;
        if (count != levelsOf) {
            levels = ListLevels.of(count);
            levelsOf = count;
        }
        pages.add(
                BytesInput.concat(BytesInput.from(levels), values.encode(cell)), Math.max(count, 1), values.encoding());
    }

    @Override
    public Optional<DictionaryPage> dictionary() {
        return values.dictionary();
    }

    /** Every type counts four bytes at least: readers widen small ones, and hold levels beside them. */
    static int bytesAsRead(DType type) {
        return Math.max(Integer.BYTES, type.bytes());
    }

    @Override
    public long bytesAsRead(long count) {
        return count * bytesAsRead;
    }
}
