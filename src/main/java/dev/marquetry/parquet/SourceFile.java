package dev.marquetry.parquet;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.VersionParser.ParsedVersion;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ColumnPath;

/**
 * A file of the format {@code marquetry} that is read once from its beginning to its end, a row group at a time.
 *
 * <p>On an object store the footer is one request and all the rest another. For one thread.
 */
final class SourceFile implements Closeable {
    private final Path path;
    private final SourceFooter footer;
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
            this.footer = new SourceFooter(path, fileSystem, status);
            this.in = new SourceStream(fileSystem, status);
        } catch (FileNotFoundException e) {
            throw new IOException(path + ": the file is missing", e);
        }
    }

    Path path() {
        return path;
    }

    SourceColumns columns() {
        return footer.columns();
    }

    /** Returns the footer's key-value pairs, as they are for a copy whose footer is not yet written. */
    Map<String, String> metadata() {
        Map<String, String> copy = new HashMap<>(footer.metadata());
        copy.put(FooterChecksum.KEY, FooterChecksum.UNKNOWN);
        return copy;
    }

    int rowGroups() {
        return footer.rowGroups().size();
    }

    /** Returns how many rows a row group has. */
    long rows(int rowGroup) {
        return footer.rowGroups().get(rowGroup).getRowCount();
    }

    /** Returns what wrote the pages. */
    ParsedVersion version() throws DamagedFileException {
        return footer.version();
    }

    /**
     * Reads a row group.
     *
     * @param decompressor of its pages
     * @return the pages of each leaf
     */
    Map<ColumnPath, ChunkPages> read(int rowGroup, PageDecompressor decompressor) throws IOException {
        List<ColumnChunkMetaData> chunks = footer.rowGroups().get(rowGroup).getColumns().stream()
                .sorted(Comparator.comparingLong(ColumnChunkMetaData::getStartingPos))
                .toList();
        Map<ColumnPath, ChunkPages> pages = new HashMap<>();
        for (ColumnChunkMetaData chunk : chunks) {
            in.skipTo(chunk.getStartingPos());
            ChunkStream stream = new ChunkStream(in, chunk.getTotalSize());
            PageContents contents = new PageContents(footer.leaf(chunk), chunk.getCodec(), decompressor);
            pages.put(chunk.getPath(), new ChunkPages(path, rowGroup, chunk, stream, contents));
        }
        return pages;
    }

    /**
     * Reads what follows the pages and requires that it is as it was written: the footer was right.
     *
     * @throws DamagedFileException if it was not
     */
    void requireEnd() throws IOException {
        int length = footer.footer().endLength();
        in.skipTo(footer.footer().bytes() - length);
        byte[] end = in.readNBytes(length);
        try {
            footer.footer().check(end);
        } catch (IOException e) {
            throw footer.damaged(e);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
