package dev.marquetry.parquet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;

/** Looks at the pages of a file without the classes that copy them. */
final class Pages {
    private Pages() {}

    static FileMetaData footer(Path file) throws IOException {
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file.toUri());
        FileSystem fileSystem = path.getFileSystem(FileWriting.configuration());
        return Footer.read(fileSystem, fileSystem.getFileStatus(path)).content();
    }

    /** Returns the rows of each row group. */
    static List<Long> groupRows(Path file) throws IOException {
        return footer(file).getRow_groups().stream().map(RowGroup::getNum_rows).toList();
    }

    /** Returns the chunks of a column. */
    static List<ColumnMetaData> chunks(Path file, String column) throws IOException {
        return footer(file).getRow_groups().stream()
                .flatMap(group -> group.getColumns().stream())
                .map(ColumnChunk::getMeta_data)
                .filter(chunk -> chunk.getPath_in_schema().get(0).equals(column))
                .toList();
    }

    /** Returns the checksums of a column's data pages, as their headers have them. */
    static List<Integer> checksums(Path file, String column) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        List<Integer> checksums = new ArrayList<>();
        for (ColumnMetaData chunk : chunks(file, column)) {
            int start = Math.toIntExact(Footer.start(chunk));
            ByteArrayInputStream in =
                    new ByteArrayInputStream(bytes, start, Math.toIntExact(chunk.getTotal_compressed_size()));
            while (in.available() > 0) {
                PageHeader header = Util.readPageHeader(in);
                in.skipNBytes(header.getCompressed_page_size());
                if (header.getType() == PageType.DATA_PAGE) {
                    checksums.add(header.getCrc());
                }
            }
        }
        return checksums;
    }

    /** Returns the statistics and the column index of each chunk, a line each. */
    static String indexes(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        StringBuilder text = new StringBuilder();
        for (RowGroup group : footer(file).getRow_groups()) {
            for (ColumnChunk chunk : group.getColumns()) {
                Object index = chunk.isSetColumn_index_offset()
                        ? Util.readColumnIndex(new ByteArrayInputStream(
                                bytes, Math.toIntExact(chunk.getColumn_index_offset()), chunk.getColumn_index_length()))
                        : null;
                ColumnMetaData content = chunk.getMeta_data();
                text.append(index)
                        .append(' ')
                        .append(content.getPath_in_schema())
                        .append(' ')
                        .append(content.getStatistics())
                        .append(' ')
                        .append(content.getEncodings())
                        .append('\n');
            }
        }
        return text.toString();
    }
}
