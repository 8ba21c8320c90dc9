package dev.marquetry.parquet;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.VersionParser.ParsedVersion;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReaderImpl;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.PrimitiveConverter;

/**
 * The rows of one row group in the columns without tensors: a reader for each leaf, all of which stand at the same row.
 * For one thread.
 */
final class SourceRows {
    private final List<ColumnDescriptor> leaves;
    private final List<ColumnReader> readers = new ArrayList<>();

    /**
     * @param leaves the columns
     * @param pages the chunk of each
     * @param version of the program that wrote them
     */
    SourceRows(List<ColumnDescriptor> leaves, List<ChunkPages> pages, ParsedVersion version) {
        this.leaves = leaves;
        for (int leaf = 0; leaf < leaves.size(); leaf++) {
            ColumnDescriptor column = leaves.get(leaf);
            ValuePages values = new ValuePages(pages.get(leaf), column.getPrimitiveType());
            readers.add(new ColumnReaderImpl(column, values, new NoConverter(), version));
        }
    }

    ColumnReader reader(int leaf) {
        return readers.get(leaf);
    }

    /** Returns the text of the row in a column at the top level, or null, and stays there. */
    Binary text(int leaf) {
        ColumnReader reader = readers.get(leaf);
        boolean defined = reader.getCurrentDefinitionLevel() == leaves.get(leaf).getMaxDefinitionLevel();
        return defined ? reader.getBinary() : null;
    }

    /** Passes over the row in every column. */
    void skip() {
        for (int leaf = 0; leaf < leaves.size(); leaf++) {
            skip(leaf);
        }
    }

    /** Passes over the row in one column. */
    void skip(int leaf) {
        ColumnReader reader = readers.get(leaf);
        int defined = leaves.get(leaf).getMaxDefinitionLevel();
        do {
            if (reader.getCurrentDefinitionLevel() == defined) {
                reader.skip();
            }
            reader.consume();
        } while (reader.getCurrentRepetitionLevel() != 0);
    }

    /** Values are taken from the readers, not handed to a record. */
    private static final class NoConverter extends PrimitiveConverter {}
}
