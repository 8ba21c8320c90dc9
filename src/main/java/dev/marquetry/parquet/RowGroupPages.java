package dev.marquetry.parquet;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.page.PageWriteStore;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.values.bloomfilter.BloomFilterWriteStore;
import org.apache.parquet.hadoop.CodecFactory.BytesCompressor;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * The compressed pages of one row group after another: tensors' in {@link TensorChunk}s, other columns' in
 * parquet-java's stores. For one file and one thread.
 *
 * <p>A row group's chunks have to stand in the order of the schema, in which tensors stand between other columns, and
 * parquet-java's store writes all its columns at once: so each other column has its own store.
 */
@SuppressWarnings("deprecation") // parquet-java's own writers take no other type of compressor.
final class RowGroupPages implements PageWriteStore {
    private final MessageType type;
    private final BytesCompressor compressor;
    private final Map<String, TensorChunk> tensors = new HashMap<>();
    private final Map<String, ColumnChunkPageWriteStore> others = new HashMap<>();

    /**
     * @param type all columns of the file
     * @param compressor of the file's pages
     * @param chunks the chunks of the tensor columns
     */
    RowGroupPages(MessageType type, BytesCompressor compressor, Collection<TensorChunk> chunks) {
        this.type = type;
        this.compressor = compressor;
        chunks.forEach(chunk -> tensors.put(chunk.name(), chunk));
    }

    /** Begins a row group. */
    void begin(ParquetProperties properties) {
        for (Type field : type.getFields()) {
            if (!tensors.containsKey(field.getName())) {
                others.put(
                        field.getName(),
                        new ColumnChunkPageWriteStore(
                                compressor,
                                new MessageType(type.getName(), field),
                                properties.getAllocator(),
                                properties.getColumnIndexTruncateLength(),
                                properties.getPageWriteChecksumEnabled()));
            }
        }
    }

    /** Writes the row group's column chunks. */
    void writeTo(ParquetFileWriter writer) throws IOException {
        for (Type field : type.getFields()) {
            TensorChunk tensor = tensors.get(field.getName());
            if (tensor != null) {
                tensor.writeTo(writer);
            } else {
                others.get(field.getName()).flushToFileWriter(writer);
            }
        }
    }

    @Override
    public PageWriter getPageWriter(ColumnDescriptor column) {
        return others.get(column.getPath()[0]).getPageWriter(column);
    }

    /** Returns where the columns' Bloom filters go. */
    BloomFilterWriteStore bloomFilters() {
        return column -> others.get(column.getPath()[0]).getBloomFilterWriter(column);
    }
}
