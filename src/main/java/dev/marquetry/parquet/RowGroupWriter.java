package dev.marquetry.parquet;

import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.CodecFactory.BytesCompressor;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.schema.MessageType;

/**
 * Writes one file, a row group after another, and says where they end. Holds one row group in memory, compressed.
 *
 * <p>For one thread. After a failure only {@link #abandon} may follow.
 */
@SuppressWarnings("deprecation") // The page store takes no other type of compressor.
final class RowGroupWriter {
    /** Row groups are much smaller than HDFS's blocks: to fill blocks up would waste more than it saves. */
    private static final int NO_PADDING = 0;

    private final long rowGroupSize;
    private final WriterProperties properties;
    private final BytesCompressor compressor;
    private final ValueColumns others;
    private final boolean hasTensors;
    private final SealableOutputFile file;
    private final ParquetFileWriter writer;
    private final RowGroupPages pages;

    private long rows;
    private long tensorBytes;

    /**
     * The parts of a file.
     *
     * @param type all its columns
     * @param tensors the chunks of the tensor columns
     * @param others the columns without tensors
     * @param compressor of the others' pages, which is released with the file
     * @param footer what is done to its footer
     */
    record Parts(
            MessageType type,
            Collection<TensorChunk> tensors,
            ValueColumns others,
            BytesCompressor compressor,
            SealableOutputFile.Footer footer) {}

    /**
     * Begins a file.
     *
     * @param parts of the file
     * @param rowGroupSize how many bytes a row group may have as read, at least one row aside
     * @param configuration what Spark's file format prepared for the write
     * @param output the file, which must not exist
     */
    RowGroupWriter(Parts parts, long rowGroupSize, Configuration configuration, OutputFile output) throws IOException {
        this.rowGroupSize = rowGroupSize;
        this.properties = new WriterProperties(configuration);
        this.compressor = parts.compressor();
        this.others = parts.others();
        this.hasTensors = !parts.tensors().isEmpty();
        this.pages = new RowGroupPages(parts.type(), compressor, parts.tensors());
        this.file = new SealableOutputFile(output, parts.footer());
        try {
            this.writer = begun(parts.type(), properties.of(0));
        } catch (IOException | RuntimeException e) {
            compressor.release();
            throw e;
        }
    }

    private ParquetFileWriter begun(MessageType type, ParquetProperties whole) throws IOException {
        ParquetFileWriter begun = new ParquetFileWriter(
                file,
                type,
                ParquetFileWriter.Mode.CREATE,
                rowGroupSize,
                NO_PADDING,
                whole.getColumnIndexTruncateLength(),
                whole.getStatisticsTruncateLength(),
                whole.getPageWriteChecksumEnabled());
        begun.start();
        return begun;
    }

    /**
     * Makes room for a row, beginning a row group if the last one would grow too large with it.
     *
     * @param bytes what its tensors take as read
     */
    void begin(long bytes) throws IOException {
        if (rows > 0 && isFullWith(bytes)) {
            endRowGroup();
        }
        if (rows == 0) {
            ParquetProperties group = properties.of(bytes);
            pages.begin(group);
            others.begin(pages, group);
        }
        tensorBytes += bytes;
        rows++;
    }

    private boolean isFullWith(long moreTensorBytes) {
        boolean manyRows = hasTensors && rows >= SinkOptions.MOST_ROWS;
        return manyRows || tensorBytes + others.bufferedBytes() + moreTensorBytes > rowGroupSize;
    }

    /** Ends the row group, if it has rows. */
    void endRowGroup() throws IOException {
        if (rows > 0) {
            others.end();
            writer.startBlock(rows);
            pages.writeTo(writer);
            writer.endBlock();
        }
        rows = 0;
        tensorBytes = 0;
    }

    /**
     * Ends the file: it is whole.
     *
     * @param metadata the footer's key-value pairs
     */
    void close(Supplier<Map<String, String>> metadata) throws IOException {
        try {
            endRowGroup();
            file.seal();
            writer.end(metadata.get());
        } catch (IOException | RuntimeException e) {
            file.abandon();
            throw e;
        } finally {
            compressor.release();
        }
    }

    /** Ends the file without a footer: it cannot be read. */
    void abandon() throws IOException {
        compressor.release();
        file.abandon();
    }
}
