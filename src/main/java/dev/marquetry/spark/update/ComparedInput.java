package dev.marquetry.spark.update;

import dev.marquetry.source.InputTable;
import dev.marquetry.spark.rows.ContentHash;
import dev.marquetry.spark.rows.RowChecksum;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The rows of an input as they are compared. The bytes of images that are in the input are hashed where they are, and
 * left behind.
 */
final class ComparedInput {
    /** Rows of one partition are fewer, and partitions, too. */
    private static final int PARTITION_SHIFT = 40;

    private ComparedInput() {}

    /** Returns the schema of an input's rows without the images' bytes; names may be equal, so they are numbered. */
    static StructType columns(InputTable input) {
        StructType columns = new StructType();
        int count = input.rows().schema().length() - (input.holdsContent() ? 1 : 0);
        for (int place = 0; place < count; place++) {
            StructField field = input.rows().schema().apply(place);
            columns = columns.add("at" + place, field.dataType(), true);
        }
        return columns;
    }

    /**
     * Returns the rows.
     *
     * @param rows of the input
     * @param checksum of a row
     */
    static JavaRDD<ComparedRow> of(JavaRDD<InternalRow> rows, InputTable input, RowChecksum checksum) {
        List<DataType> types = Arrays.stream(columns(input).fields())
                .map(StructField::dataType)
                .toList();
        Reader reader = new Reader(types, input.contentOrdinal(), checksum);
        return rows.mapPartitionsWithIndex(reader::read, true);
    }

    /** Makes compared rows of those of the input. */
    private record Reader(List<DataType> types, int content, RowChecksum checksum) implements Serializable {
        Iterator<ComparedRow> read(int partition, Iterator<InternalRow> rows) {
            long first = (long) partition << PARTITION_SHIFT;
            return new Iterator<>() {
                private long position = first;

                @Override
                public boolean hasNext() {
                    return rows.hasNext();
                }

                @Override
                public ComparedRow next() {
                    return compared(rows.next(), position++);
                }
            };
        }

        private ComparedRow compared(InternalRow row, long position) {
            return new ComparedRow(
                    row.isNullAt(InputTable.PATH_ORDINAL)
                            ? null
                            : row.getUTF8String(InputTable.PATH_ORDINAL).clone(),
                    ComparedRow.Side.INPUT,
                    checksum.of(row),
                    ComparedRow.number(row, InputTable.LENGTH_ORDINAL),
                    ComparedRow.number(row, InputTable.MODIFIED_ORDINAL),
                    hash(row),
                    0,
                    null,
                    position,
                    withoutContent(row));
        }

        private Long hash(InternalRow row) {
            if (content < 0 || row.isNullAt(content)) {
                return null;
            }
            byte[] bytes = row.getBinary(content);
            return ContentHash.of(bytes, bytes.length);
        }

        private InternalRow withoutContent(InternalRow row) {
            Object[] values = new Object[types.size()];
            for (int place = 0; place < values.length; place++) {
                values[place] = row.isNullAt(place) ? null : row.get(place, types.get(place));
            }
            return new GenericInternalRow(values);
        }
    }
}
