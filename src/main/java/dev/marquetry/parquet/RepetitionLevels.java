package dev.marquetry.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;

/** Counts rows by the repetition levels of a page: a level of 0 begins a row. */
final class RepetitionLevels {
    private RepetitionLevels() {}

    /**
     * Returns how many rows a page has.
     *
     * @param column the leaf, which repeats
     * @param levels the run-length encoded levels
     * @param values how many values the page has, nulls among them
     * @throws IOException if the page begins within a row
     */
    static long rows(ColumnDescriptor column, ByteBuffer levels, int values) throws IOException {
        RunLengthBitPackingHybridDecoder decoder = new RunLengthBitPackingHybridDecoder(
                BytesUtils.getWidthFromMaxInt(column.getMaxRepetitionLevel()), ByteBufferInputStream.wrap(levels));
        long rows = 0;
        for (int value = 0; value < values; value++) {
            boolean begins = decoder.readInt() == 0;
            if (value == 0 && !begins) {
                throw new IOException("it begins within a row");
            }
            rows += begins ? 1 : 0;
        }
        return rows;
    }
}
