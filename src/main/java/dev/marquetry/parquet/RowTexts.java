package dev.marquetry.parquet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ColumnPath;

/**
 * The rows of one row group in the columns without tensors, as text. Columns of bytes, which have no text, are not
 * read. For one thread.
 */
final class RowTexts {
    private final List<Leaf> leaves;
    private final SourceRows rows;
    private long next;

    /** A leaf, and how its values are written. */
    private record Leaf(String name, ColumnDescriptor column, ValueText text) {}

    /**
     * Reads the chunks of the columns, those that stand side by side at once.
     *
     * @param footer of the file
     * @param rowGroup the number of the row group
     * @param unread columns to leave out
     * @param in the file
     * @param decompressor of its pages
     */
    RowTexts(SourceFooter footer, int rowGroup, Set<String> unread, FileRanges in, PageDecompressor decompressor)
            throws IOException {
        this.leaves = leaves(footer, unread);
        Map<ColumnPath, ColumnChunkMetaData> chunks = footer.rowGroups().get(rowGroup).getColumns().stream()
                .collect(Collectors.toMap(ColumnChunkMetaData::getPath, chunk -> chunk));
        List<ColumnChunkMetaData> wanted = leaves.stream()
                .map(leaf -> chunks.get(ColumnPath.get(leaf.column().getPath())))
                .toList();
        Map<ColumnPath, byte[]> bytes = read(wanted, in);
        List<ChunkPages> pages = new ArrayList<>();
        for (ColumnChunkMetaData chunk : wanted) {
            byte[] read = bytes.get(chunk.getPath());
            pages.add(new ChunkPages(
                    footer.path(),
                    rowGroup,
                    chunk,
                    new ChunkStream(new ByteArrayInputStream(read), read.length),
                    new PageContents(footer.leaf(chunk), chunk.getCodec(), decompressor)));
        }
        this.rows = new SourceRows(leaves.stream().map(Leaf::column).toList(), pages, footer.version());
    }

    private static List<Leaf> leaves(SourceFooter footer, Set<String> unread) {
        List<Leaf> leaves = new ArrayList<>();
        for (ColumnDescriptor column : footer.columns().others().getColumns()) {
            if (!unread.contains(column.getPath()[0])) {
                ValueText.of(column.getPrimitiveType())
                        .ifPresent(text -> leaves.add(new Leaf(name(column), column, text)));
            }
        }
        return leaves;
    }

    /** The elements of a list have its name. */
    private static String name(ColumnDescriptor column) {
        return String.join(".", column.getPath()).replace(".list.element", "");
    }

    private static Map<ColumnPath, byte[]> read(List<ColumnChunkMetaData> chunks, FileRanges in) throws IOException {
        List<ColumnChunkMetaData> inOrder = chunks.stream()
                .sorted(Comparator.comparingLong(ColumnChunkMetaData::getStartingPos))
                .toList();
        Map<ColumnPath, byte[]> bytes = new LinkedHashMap<>();
        for (int first = 0; first < inOrder.size(); ) {
            int last = first;
            while (last + 1 < inOrder.size()
                    && inOrder.get(last + 1).getStartingPos() == end(inOrder.get(last))
                    && end(inOrder.get(last + 1)) - inOrder.get(first).getStartingPos() < Integer.MAX_VALUE) {
                last++;
            }
            long start = inOrder.get(first).getStartingPos();
            byte[] range = in.read(start, end(inOrder.get(last)) - start);
            for (ColumnChunkMetaData chunk : inOrder.subList(first, last + 1)) {
                int from = (int) (chunk.getStartingPos() - start);
                bytes.put(chunk.getPath(), Arrays.copyOfRange(range, from, from + (int) chunk.getTotalSize()));
            }
            first = last + 1;
        }
        return bytes;
    }

    private static long end(ColumnChunkMetaData chunk) {
        return chunk.getStartingPos() + chunk.getTotalSize();
    }

    /**
     * Returns the values of a row by the names of their columns, in the order of the file; several of one column have
     * commas between them, and those that are null are left out.
     *
     * @param row of the row group, none before one that was asked for
     */
    Map<String, String> at(long row) {
        for (; next < row; next++) {
            rows.skip();
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (int leaf = 0; leaf < leaves.size(); leaf++) {
            List<String> values = values(leaves.get(leaf), rows.reader(leaf));
            if (!values.isEmpty()) {
                texts.put(leaves.get(leaf).name(), String.join(", ", values));
            }
        }
        next++;
        return texts;
    }

    private static List<String> values(Leaf leaf, ColumnReader reader) {
        List<String> values = new ArrayList<>();
        do {
            if (reader.getCurrentDefinitionLevel() == leaf.column().getMaxDefinitionLevel()) {
                values.add(leaf.text().of(reader));
            }
            reader.consume();
        } while (reader.getCurrentRepetitionLevel() != 0);
        return values;
    }
}
