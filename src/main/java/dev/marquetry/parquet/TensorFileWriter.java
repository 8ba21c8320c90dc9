package dev.marquetry.parquet;

import dev.marquetry.options.TensorEncoding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.CodecFactory.BytesCompressor;
import org.apache.parquet.hadoop.ParquetOutputFormat;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.parquet.ParquetReadSupport;

/**
 * Writes one Parquet file. A row's tensors become a page each, its other columns go through Spark's writer.
 *
 * <p>Holds one row group in memory, compressed. For one thread. After a failure only {@link #abandon} may follow.
 */
@SuppressWarnings("deprecation") // The page store takes no other type of compressor.
final class TensorFileWriter implements RowFile {
    private final SinkSchema schema;
    private final SinkOptions options;
    private final OtherColumns others;
    private final List<TensorCells> tensors;
    private final RowGroupWriter groups;

    /** A tensor column: where cells come from and where they go. */
    private record TensorCells(CellReader reader, CellWriter writer, TensorPages pages) {}

    /**
     * Begins a file.
     *
     * @param schema the columns of the rows
     * @param options of the write
     * @param configuration what Spark's file format prepared for the write
     * @param codec compresses the pages
     * @param output the file, which must not exist
     */
    TensorFileWriter(
            SinkSchema schema,
            SinkOptions options,
            Configuration configuration,
            CompressionCodecName codec,
            OutputFile output)
            throws IOException {
        this.schema = schema;
        this.options = options;
        this.others = new OtherColumns(schema, configuration);
        MessageType type = schema.parquetSchema(others.type());
        BytesCompressor compressor = PageCompressor.of(codec, configuration);
        this.tensors = tensorCells(type, compressor, PageCompressor.packing(codec, configuration));
        this.groups = new RowGroupWriter(
                new RowGroupWriter.Parts(
                        type,
                        tensors.stream().map(cells -> cells.pages().chunk()).toList(),
                        others,
                        compressor,
                        footer()),
                options.rowGroupSize(),
                configuration,
                output);
    }

    private List<TensorCells> tensorCells(MessageType type, BytesCompressor compressor, ChannelIndexes.Packing packing)
            throws IOException {
        List<TensorCells> cells = new ArrayList<>();
        for (TensorField field : schema.tensors()) {
            CellWriter cellWriter = field.writer(options, packing);
            TensorChunk chunk = new TensorChunk(
                    TensorField.leaf(type, field.name()), ChunkHead.compress(cellWriter.dictionary(), compressor));
            cells.add(new TensorCells(new CellReader(field, schema), cellWriter, new TensorPages(chunk, compressor)));
        }
        return cells;
    }

    private SealableOutputFile.Footer footer() {
        return options.encoding() == TensorEncoding.LIST
                ? SealableOutputFile.Footer.ofLists(
                        schema.tensors().stream().map(field -> field.column().dtype()))
                : SealableOutputFile.Footer.AS_WRITTEN;
    }

    /**
     * Writes a row, beginning a row group if the last one would grow too large with it.
     *
     * @throws InvalidTensorException if a tensor is not what its column declares
     */
    @Override
    public void write(InternalRow row) throws IOException {
        byte[][] cells = new byte[tensors.size()][];
        int[][] shapes = new int[tensors.size()][];
        long bytes = 0;
        for (int i = 0; i < cells.length; i++) {
            TensorCells tensor = tensors.get(i);
            shapes[i] = tensor.reader().shape(row);
            cells[i] = tensor.reader().cell(row, shapes[i]);
            bytes += tensor.writer()
                    .bytesAsRead(
                            cells[i].length / schema.tensors().get(i).column().cellBytes());
        }
        groups.begin(bytes);
        for (int i = 0; i < cells.length; i++) {
            TensorCells tensor = tensors.get(i);
            tensor.writer().write(tensor.pages(), cells[i], shapes[i]);
        }
        others.write(row);
    }

    @Override
    public void close() throws IOException {
        groups.close(this::footerMetadata);
    }

    @Override
    public void abandon() throws IOException {
        groups.abandon();
    }

    private Map<String, String> footerMetadata() {
        Map<String, String> metadata = new HashMap<>(others.metadata());
        metadata.put(ParquetReadSupport.SPARK_METADATA_KEY(), schema.asRead().json());
        Map<String, String> own = Map.of(FooterDescription.KEY, FooterDescription.of(schema, options.metadata()));
        metadata.putAll(own);
        metadata.put(ArrowSchemas.KEY, ArrowSchemas.encode(schema, own));
        metadata.put(FooterChecksum.KEY, FooterChecksum.UNKNOWN);
        metadata.put(ParquetWriter.OBJECT_MODEL_NAME_PROP, ParquetOutputFormat.class.getName());
        return metadata;
    }
}
