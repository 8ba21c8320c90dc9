package dev.marquetry.parquet;

import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;

/**
 * Reads a file of the format {@code marquetry} whole and finds every byte that changed since it was written: pages have
 * a checksum each, their headers are compared with the footer, indexes and footer have one checksum.
 *
 * <p>Holds one page in memory. For one thread.
 */
public final class PageCheck {
    private static final int BUFFER = 1 << 20;

    private final Path file;
    private final FSDataInputStream in;
    private final Footer footer;
    private final PageDecompressor decompressor;

    private PageCheck(Path file, FSDataInputStream in, Footer footer, PageDecompressor decompressor) {
        this.file = file;
        this.in = in;
        this.footer = footer;
        this.decompressor = decompressor;
    }

    /**
     * Checks a file and returns how many rows it has.
     *
     * @param file the file
     * @param configuration of its file system
     * @throws IOException if it is missing, cannot be read, is cut short, is damaged or is not of this format; the
     *     message names the file and, where a page is meant, the column
     */
    public static long rows(Path file, Configuration configuration) throws IOException {
        PageDecompressor decompressor = new PageDecompressor(configuration);
        try {
            FileSystem fileSystem = file.getFileSystem(configuration);
            FileStatus status = fileSystem.getFileStatus(file);
            Footer footer = Footer.read(fileSystem, status);
            try (FSDataInputStream in = fileSystem.open(file)) {
                return new PageCheck(file, in, footer, decompressor).rows();
            }
        } catch (FileNotFoundException e) {
            throw new IOException(file + ": the file is missing", e);
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        } finally {
            decompressor.release();
        }
    }

    private long rows() throws IOException {
        try {
            checkEnds();
            HalfFloatColumns.removeAnnotations(footer.content());
            MessageType schema = new ParquetMetadataConverter()
                    .fromParquetMetadata(footer.content())
                    .getFileMetaData()
                    .getSchema();
            long rows = 0;
            List<RowGroup> groups = footer.content().getRow_groups();
            for (int group = 0; group < groups.size(); group++) {
                for (ColumnChunk chunk : groups.get(group).getColumns()) {
                    checkRows(group, groups.get(group), chunk.getMeta_data(), schema);
                }
                rows += groups.get(group).getNum_rows();
            }
            if (rows != footer.content().getNum_rows()) {
                throw new IOException("the row groups have " + rows + " rows, the footer says "
                        + footer.content().getNum_rows());
            }
            return rows;
        } catch (IOException | RuntimeException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /** Checks what is not pages: the beginning and all that follows them. */
    private void checkEnds() throws IOException {
        byte[] magic = new byte[Footer.MAGIC.length];
        in.readFully(0, magic);
        if (!Arrays.equals(magic, Footer.MAGIC)) {
            throw new IOException("the file does not begin as Parquet does");
        }
        byte[] end = new byte[footer.endLength()];
        in.readFully(footer.bytes() - end.length, end);
        footer.check(end);
    }

    private void checkRows(int number, RowGroup group, ColumnMetaData chunk, MessageType schema) throws IOException {
        String name = "column " + String.join(".", chunk.getPath_in_schema()) + ", row group " + number;
        ColumnDescriptor column =
                schema.getColumnDescription(chunk.getPath_in_schema().toArray(String[]::new));
        PageContents contents =
                new PageContents(column, CompressionCodecName.fromParquet(chunk.getCodec()), decompressor);
        in.seek(Footer.start(chunk));
        long length = chunk.getTotal_compressed_size();
        BufferedInputStream buffered = new BufferedInputStream(in, (int) Math.min(BUFFER, length));
        long rows = new ChunkCheck(name, contents, chunk).rows(new ChunkStream(buffered, length));
        if (rows != group.getNum_rows()) {
            throw new IOException(name + ": the pages have " + rows + " rows, the footer says " + group.getNum_rows());
        }
    }
}
