package dev.marquetry.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.ParquetDecodingException;

/**
 * A file that gets rows of files with equal columns. Holds one row group of a source and one of its own, compressed.
 * For one thread.
 */
final class CopyTarget {
    private final SourceFile first;
    private final PageDecompressor decompressor;
    private final List<CopiedTensor> tensors;
    private final List<ColumnDescriptor> otherLeaves;
    private final CopiedColumns others;
    private final RowGroupWriter groups;

    /**
     * Begins a file.
     *
     * @param first a source, whose columns it gets
     * @param rowGroupSize how many bytes a row group may have as read, at least one row aside
     * @param configuration what Spark's file format prepared for the write
     * @param codec of the columns without tensors
     * @param file the file, which must not exist
     */
    CopyTarget(SourceFile first, long rowGroupSize, Configuration configuration, CompressionCodecName codec, Path file)
            throws IOException {
        this.first = first;
        SourceColumns columns = first.columns();
        this.otherLeaves = columns.others().getColumns();
        this.others = new CopiedColumns(columns.others());
        this.tensors = columns.tensors().stream()
                .map(tensor -> new CopiedTensor(columns.leaf(tensor), tensor, ChunkHead.without(codec)))
                .toList();
        this.groups = new RowGroupWriter(
                new RowGroupWriter.Parts(
                        columns.type(),
                        tensors.stream().map(CopiedTensor::chunk).toList(),
                        others,
                        PageCompressor.of(codec, configuration),
                        columns.footer()),
                rowGroupSize,
                configuration,
                HadoopOutputFile.fromPath(file, configuration));
        this.decompressor = new PageDecompressor(configuration);
    }

    /**
     * Copies the rows of a file.
     *
     * @throws IllegalStateException if its columns are others
     * @throws DamagedFileException if it is damaged
     */
    void copy(SourceFile source, RowEdits edits) throws IOException {
        if (!source.columns().fit(first.columns())) {
            throw new IllegalStateException("the columns of " + source.path() + " are not those of " + first.path());
        }
        try {
            for (int group = 0; group < source.rowGroups(); group++) {
                copy(source, group, edits);
            }
            source.requireEnd();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        edits.requireAllMet();
    }

    private void copy(SourceFile source, int group, RowEdits edits) throws IOException {
        Map<ColumnPath, ChunkPages> chunks = source.read(group, decompressor);
        List<ChunkPages> images = pages(tensors.stream().map(CopiedTensor::leaf), chunks);
        try {
            SourceRows rows = new SourceRows(otherLeaves, pages(otherLeaves.stream(), chunks), source.version());
            copy(source.rows(group), images, rows, edits);
        } catch (ParquetDecodingException e) {
            throw new DamagedFileException(source.path(), "row group " + group, e);
        }
        for (ChunkPages chunk : chunks.values()) {
            chunk.requireEnd();
        }
    }

    private static List<ChunkPages> pages(Stream<ColumnDescriptor> leaves, Map<ColumnPath, ChunkPages> chunks) {
        return leaves.map(leaf -> chunks.get(ColumnPath.get(leaf.getPath()))).toList();
    }

    private void copy(long count, List<ChunkPages> images, SourceRows rows, RowEdits edits) throws IOException {
        boolean headsTaken = false;
        for (long row = 0; row < count; row++) {
            List<ChunkPages.Page> pages = new ArrayList<>(images.size());
            for (ChunkPages image : images) {
                pages.add(image.next());
            }
            if (edits.drop(rows)) {
                rows.skip();
                continue;
            }
            if (!headsTaken) {
                takeHeads(images);
                headsTaken = true;
            }
            write(pages);
            edits.copy(rows, others);
        }
    }

    /** Ends the row group where the pages to come have another codec or dictionary. */
    private void takeHeads(List<ChunkPages> images) throws IOException {
        boolean fit = true;
        for (int i = 0; i < images.size(); i++) {
            fit &= tensors.get(i).chunk().head().fits(images.get(i).head());
        }
        if (!fit) {
            groups.endRowGroup();
            for (int i = 0; i < images.size(); i++) {
                tensors.get(i).chunk().changeHead(images.get(i).head());
            }
        }
    }

    private void write(List<ChunkPages.Page> pages) throws IOException {
        long bytes = 0;
        for (int i = 0; i < pages.size(); i++) {
            bytes += tensors.get(i).bytesAsRead(pages.get(i));
        }
        groups.begin(bytes);
        for (int i = 0; i < pages.size(); i++) {
            tensors.get(i).add(pages.get(i));
        }
    }

    /**
     * Ends the file: it is whole.
     *
     * @param metadata the footer's key-value pairs
     */
    void close(Map<String, String> metadata) throws IOException {
        decompressor.release();
        groups.close(() -> metadata);
    }

    /** Ends the file without a footer: it cannot be read. */
    void abandon() throws IOException {
        decompressor.release();
        groups.abandon();
    }
}
