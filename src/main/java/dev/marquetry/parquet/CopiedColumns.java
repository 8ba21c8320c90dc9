package dev.marquetry.parquet;

import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.schema.MessageType;

/**
 * Copies the columns without tensors value by value, as they stand in their pages: nothing is converted. For one file
 * and one thread.
 */
final class CopiedColumns implements ValueColumns {
    /** Stands for the place of no leaf. */
    private static final int NONE = -1;

    private final MessageType type;
    private final List<ColumnDescriptor> leaves;
    private final ValueCopy[] copies;
    private final ColumnWriter[] writers;
    private ColumnWriteStore columns;

    /**
     * @param type of the columns, as it stands in the file
     */
    CopiedColumns(MessageType type) {
        this.type = type;
        this.leaves = type.getColumns();
        this.copies = leaves.stream()
                .map(leaf -> ValueCopy.of(leaf.getPrimitiveType().getPrimitiveTypeName()))
                .toArray(ValueCopy[]::new);
        this.writers = new ColumnWriter[copies.length];
    }

    @Override
    public void begin(RowGroupPages pages, ParquetProperties properties) {
        if (leaves.isEmpty()) {
            return;
        }
        columns = properties.newColumnWriteStore(type, pages, pages.bloomFilters());
        for (int leaf = 0; leaf < writers.length; leaf++) {
            writers[leaf] = columns.getColumnWriter(leaves.get(leaf));
        }
    }

    /** Copies the row at which the readers stand, which then stand at the next one. */
    void write(SourceRows rows) {
        write(rows, NONE, null);
    }

    /**
     * Copies a row but for one column.
     *
     * @param replaced the leaf of a number at the top level, which may be null
     * @param value what it gets, or null
     */
    void write(SourceRows rows, int replaced, Long value) {
        for (int leaf = 0; leaf < writers.length; leaf++) {
            if (leaf != replaced) {
                copy(rows, leaf);
            } else {
                rows.skip(leaf);
                if (value == null) {
                    writers[leaf].writeNull(0, 0);
                } else {
                    writers[leaf].write(value.longValue(), 0, 1);
                }
            }
        }
        if (columns != null) {
            columns.endRecord();
        }
    }

    private void copy(SourceRows rows, int leaf) {
        ColumnReader reader = rows.reader(leaf);
        ColumnWriter writer = writers[leaf];
        int defined = leaves.get(leaf).getMaxDefinitionLevel();
        int repetition = reader.getCurrentRepetitionLevel();
        do {
            int definition = reader.getCurrentDefinitionLevel();
            if (definition == defined) {
                copies[leaf].copy(reader, writer, repetition, definition);
            } else {
                writer.writeNull(repetition, definition);
            }
            reader.consume();
            repetition = reader.getCurrentRepetitionLevel();
        } while (repetition != 0);
    }

    @Override
    public long bufferedBytes() {
        return columns == null ? 0 : columns.getBufferedSize();
    }

    @Override
    public void end() {
        if (columns != null) {
            columns.flush();
            columns = null;
        }
    }
}
