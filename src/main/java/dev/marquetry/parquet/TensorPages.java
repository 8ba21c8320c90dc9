package dev.marquetry.parquet;

import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.hadoop.CodecFactory.BytesCompressor;

/**
 * Compresses the pages of a tensor column. For one file and one thread.
 *
 * @param chunk takes the pages
 * @param compressor of the file's pages
 */
@SuppressWarnings("deprecation") // parquet-java's own writers take no other type of compressor.
record TensorPages(TensorChunk chunk, BytesCompressor compressor) {
    /**
     * Adds the page of one row.
     *
     * @param page levels and values, which may be changed afterwards
     * @param values how many values or, of an empty list, entries it has: at least 1
     * @param encoding of the values
     */
    void add(BytesInput page, int values, Encoding encoding) throws IOException {
        chunk.add(compressor.compress(page), Math.toIntExact(page.size()), values, encoding);
    }
}
