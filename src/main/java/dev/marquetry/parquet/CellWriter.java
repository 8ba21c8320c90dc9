package dev.marquetry.parquet;

import java.io.IOException;
import java.util.Optional;
import org.apache.parquet.column.page.DictionaryPage;

/** Writes the cells of one tensor column, each as one data page. For one file and one thread. */
interface CellWriter {
    /**
     * Writes one tensor.
     *
     * @param pages takes the page
     * @param cell the tensor as it stands in its cell, of the right length
     * @param shape its shape, or null if that is not known
     */
    void write(TensorPages pages, byte[] cell, int[] shape) throws IOException;

    /** Returns the dictionary that each column chunk needs, or nothing. */
    default Optional<DictionaryPage> dictionary() {
        return Optional.empty();
    }

    /** Returns the bytes that a tensor of this many values takes when it is read. */
    long bytesAsRead(long values);
}
