package dev.marquetry.parquet;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.functional.FutureIO;
import org.apache.parquet.ParquetRuntimeException;
import org.apache.parquet.VersionParser;
import org.apache.parquet.VersionParser.ParsedVersion;
import org.apache.parquet.VersionParser.VersionParseException;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;

/**
 * A file of the format {@code marquetry} that is read once from its beginning to its end, a row group at a time.
 *
 * <p>On an object store the footer is one request and all the rest another. For one thread.
 */
final class SourceFile implements Closeable {
    private final Path path;
    private final Footer footer;
    private final Map<String, String> metadata;
    private final ParquetMetadata content;
    private final SourceColumns columns;
    private final FSDataInputStream in;

    /**
     * Opens a file.
     *
     * @throws IOException if it is missing, cannot be read or is not of the format; the message names it
     */
    SourceFile(Path path, Configuration configuration) throws IOException {
        this.path = path;
        try {
            FileSystem fileSystem = path.getFileSystem(configuration);
            FileStatus status = fileSystem.getFileStatus(path);
            this.footer = Footer.read(fileSystem, status);
            this.metadata = footer.metadata();
            HalfFloatColumns.removeAnnotations(footer.content());
            this.content = new ParquetMetadataConverter().fromParquetMetadata(footer.content());
            this.columns = new SourceColumns(content.getFileMetaData().getSchema(), metadata);
            this.in = FutureIO.awaitFuture(fileSystem
                    .openFile(path)
                    .opt("fs.option.openfile.read.policy", "sequential")
                    .opt("fs.option.openfile.length", Long.toString(status.getLen()))
                    .build());
        } catch (FileNotFoundException e) {
            throw new IOException(path + ": the file is missing", e);
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        } catch (ParquetRuntimeException | IllegalArgumentException e) {
            throw new DamagedFileException(path, "footer", e);
        }
    }

    Path path() {
        return path;
    }

    SourceColumns columns() {
        return columns;
    }

    /** Returns the footer's key-value pairs, as they are for a copy whose footer is not yet written. */
    Map<String, String> metadata() {
        Map<String, String> copy = new HashMap<>(metadata);
        copy.put(FooterChecksum.KEY, FooterChecksum.UNKNOWN);
        return copy;
    }

    int rowGroups() {
        return content.getBlocks().size();
    }

    /** Returns how many rows a row group has. */
    long rows(int rowGroup) {
        return content.getBlocks().get(rowGroup).getRowCount();
    }

    /** Returns what wrote the pages. */
    ParsedVersion version() {
        try {
            return VersionParser.parse(content.getFileMetaData().getCreatedBy());
        } catch (VersionParseException e) {
            throw new IllegalStateException(path.toString(), e);
        }
    }

    /**
     * Reads a row group.
     *
     * @param memory takes all its bytes
     * @param decompressor of its pages
     * @return the pages of each leaf, valid while the memory is not cleared
     */
    Map<ColumnPath, ChunkPages> read(int rowGroup, RowGroupMemory memory, PageDecompressor decompressor)
            throws IOException {
        BlockMetaData block = content.getBlocks().get(rowGroup);
        List<ColumnChunkMetaData> chunks = block.getColumns();
        long start = chunks.stream()
                .mapToLong(ColumnChunkMetaData::getStartingPos)
                .min()
                .orElseThrow();
        long end = chunks.stream()
                .mapToLong(chunk -> chunk.getStartingPos() + chunk.getTotalSize())
                .max()
                .orElseThrow();
        memory.clear();
        in.seek(start);
        memory.readFrom(in, end - start);
        Map<ColumnPath, ChunkPages> pages = new HashMap<>();
        for (ColumnChunkMetaData chunk : chunks) {
            RowGroupMemory.Stream stream = memory.stream(chunk.getStartingPos() - start, chunk.getTotalSize());
            pages.put(chunk.getPath(), new ChunkPages(path, rowGroup, chunk, stream, decompressor));
        }
        return pages;
    }

    /** Returns the pages of a leaf. */
    static ChunkPages of(ColumnDescriptor leaf, Map<ColumnPath, ChunkPages> pages) {
        return pages.get(ColumnPath.get(leaf.getPath()));
    }

    /**
     * Reads what follows the pages and requires that it is as it was written: the footer was right.
     *
     * @throws DamagedFileException if it was not
     */
    void requireEnd() throws IOException {
        byte[] end = new byte[footer.endLength()];
        in.seek(footer.bytes() - end.length);
        in.readFully(end);
        try {
            footer.check(end);
        } catch (IOException e) {
            throw new DamagedFileException(path, "footer", e);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
