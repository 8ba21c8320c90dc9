package dev.marquetry.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.VersionParser;
import org.apache.parquet.VersionParser.ParsedVersion;
import org.apache.parquet.VersionParser.VersionParseException;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.schema.MessageType;

/**
 * The footer of a file of the format {@code marquetry}, as parquet-java's readers take it: half floats without their
 * annotation. Immutable.
 */
final class SourceFooter {
    private final Path path;
    private final Footer footer;
    private final Map<String, String> metadata;
    private final ParquetMetadata content;
    private final SourceColumns columns;

    /**
     * Reads a footer.
     *
     * @param path of the file for messages
     * @param status of the file, of which its path and its length are looked at
     * @throws IOException if it cannot be read or is not of the format; the message names the file
     */
    SourceFooter(Path path, FileSystem fileSystem, FileStatus status) throws IOException {
        this.path = path;
        try {
            this.footer = Footer.read(fileSystem, status);
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
        this.metadata = footer.metadata();
        this.content = content();
        this.columns = columns(content);
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

    /** Returns an exception that says so of the footer. */
    DamagedFileException damaged(Exception cause) {
        return new DamagedFileException(path, "footer", cause);
    }

    Path path() {
        return path;
    }

    Footer footer() {
        return footer;
    }

    SourceColumns columns() {
        return columns;
    }

    /** Returns the key-value pairs. */
    Map<String, String> metadata() {
        return metadata;
    }

    List<BlockMetaData> rowGroups() {
        return content.getBlocks();
    }

    /** Returns the leaf of a chunk. */
    ColumnDescriptor leaf(ColumnChunkMetaData chunk) {
        return columns.type().getColumnDescription(chunk.getPath().toArray());
    }

    /** Returns what wrote the pages. */
    ParsedVersion version() throws DamagedFileException {
        try {
            return VersionParser.parse(content.getFileMetaData().getCreatedBy());
        } catch (VersionParseException e) {
            throw damaged(e);
        }
    }
}
