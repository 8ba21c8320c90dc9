package dev.marquetry.parquet;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.VersionParser;
import org.apache.parquet.VersionParser.ParsedVersion;
import org.apache.parquet.VersionParser.VersionParseException;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.schema.MessageType;

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
    private final SourceStream in;

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
            this.content = content();
            this.columns = columns(content);
            this.in = new SourceStream(fileSystem, status);
        } catch (FileNotFoundException e) {
            throw new IOException(path + ": the file is missing", e);
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private ParquetMetadata content() throws IOException {
        HalfFloatColumns.removeAnnotations(footer.content());
        try {
            return new ParquetMetadataConverter().fromParquetMetadata(footer.content());
        } catch (RuntimeException e) {
            throw damaged(e);
        }
    }

    /** Returns the columns, which every row group must have. */
    private SourceColumns columns(ParquetMetadata all) throws IOException {
        try {
            MessageType type = all.getFileMetaData().getSchema();
            Set<ColumnPath> leaves = new HashSet<>();
            type.getPaths().forEach(leaf -> leaves.add(ColumnPath.get(leaf)));
            for (BlockMetaData block : all.getBlocks()) {
                Set<ColumnPath> found = new HashSet<>();
                block.getColumns().forEach(chunk -> found.add(chunk.getPath()));
                if (!found.equals(leaves)) {
                    throw new IllegalArgumentException("a row group has the columns " + found + ", not " + leaves);
                }
            }
            return new SourceColumns(type, metadata);
        } catch (RuntimeException e) {
            throw damaged(e);
        }
    }

    private DamagedFileException damaged(Exception cause) {
        return new DamagedFileException(path, "footer", cause);
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
    ParsedVersion version() throws DamagedFileException {
        try {
            return VersionParser.parse(content.getFileMetaData().getCreatedBy());
        } catch (VersionParseException e) {
            throw damaged(e);
        }
    }

    /**
     * Reads a row group.
     *
     * @param decompressor of its pages
     * @return the pages of each leaf
     */
    Map<ColumnPath, ChunkPages> read(int rowGroup, PageDecompressor decompressor) throws IOException {
        List<ColumnChunkMetaData> chunks = content.getBlocks().get(rowGroup).getColumns().stream()
                .sorted(Comparator.comparingLong(ColumnChunkMetaData::getStartingPos))
                .toList();
        Map<ColumnPath, ChunkPages> pages = new HashMap<>();
        for (ColumnChunkMetaData chunk : chunks) {
            in.skipTo(chunk.getStartingPos());
            ChunkStream stream = new ChunkStream(in, chunk.getTotalSize());
            pages.put(chunk.getPath(), new ChunkPages(path, rowGroup, chunk, stream, contents(chunk, decompressor)));
        }
        return pages;
    }

    private PageContents contents(ColumnChunkMetaData chunk, PageDecompressor decompressor) {
        return new PageContents(
                columns.type().getColumnDescription(chunk.getPath().toArray()), chunk.getCodec(), decompressor);
    }

    /**
     * Reads what follows the pages and requires that it is as it was written: the footer was right.
     *
     * @throws DamagedFileException if it was not
     */
    void requireEnd() throws IOException {
        int length = footer.endLength();
        in.skipTo(footer.bytes() - length);
        byte[] end = in.readNBytes(length);
        try {
            footer.check(end);
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
