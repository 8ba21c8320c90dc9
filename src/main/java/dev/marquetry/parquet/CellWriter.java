package dev.marquetry.parquet;

import java.io.IOException;
import org.apache.parquet.column.page.PageWriter;

/** Writes the cells of one tensor column, each as one data page. For one file and one thread. */
interface CellWriter {
    /**
     * Begins a column chunk.
     *
     * @param pages takes the pages of the chunk
     */
    void begin(PageWriter pages) throws IOException;

    /**
     * Writes one tensor.
     *
     * @param cell the tensor as it stands in its cell, of the right length
     * @param shape its shape, or null if that is not known
     */
    void write(byte[] cell, int[] shape) throws IOException;

    /** Returns the bytes that a tensor of this many values takes when it is read. */
    long bytesAsRead(long values);
}
