package dev.marquetry.parquet;

import org.apache.parquet.column.ParquetProperties;

/** The columns without tensors, which parquet-java writes value by value. For one file and one thread. */
interface ValueColumns {
    /**
     * Begins a row group.
     *
     * @param pages takes its pages
     * @param properties says how pages are made
     */
    void begin(RowGroupPages pages, ParquetProperties properties);

    /** Returns the bytes that the row group has so far. */
    long bufferedBytes();

    /** Ends the row group: all its pages are in the store. */
    void end();
}
