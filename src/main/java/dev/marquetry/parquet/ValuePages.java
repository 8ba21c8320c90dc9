package dev.marquetry.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.PrimitiveType;

/**
 * Gives the pages of a chunk decompressed to parquet-java's readers of values. Its failures are unchecked.
 *
 * @param pages of the chunk
 * @param type of the column
 */
record ValuePages(ChunkPages pages, PrimitiveType type) implements PageReader {
    @Override
    public DictionaryPage readDictionaryPage() {
        return pages.head().dictionary().orElse(null);
    }

    @Override
    public long getTotalValueCount() {
        return pages.values();
    }

    @Override
    public DataPage readPage() {
        try {
            ChunkPages.Page page = pages.next();
            return new DataPageV1(
                    BytesInput.from(pages.contents(page)),
                    page.values(),
                    page.uncompressedLength(),
                    Statistics.createStats(type),
                    Encoding.RLE,
                    Encoding.RLE,
                    page.encoding());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
