package dev.marquetry.parquet;

import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Hands the value at which a reader stands to a writer. */
@FunctionalInterface
interface ValueCopy {
    /** Writes the value, which is not null, with its levels. */
    void copy(ColumnReader from, ColumnWriter to, int repetitionLevel, int definitionLevel);

    /** Returns how values of a type are copied. */
    static ValueCopy of(PrimitiveTypeName type) {
        return switch (type) {
            case BOOLEAN -> (from, to, repetition, definition) -> to.write(from.getBoolean(), repetition, definition);
            case INT32 -> (from, to, repetition, definition) -> to.write(from.getInteger(), repetition, definition);
            case INT64 -> (from, to, repetition, definition) -> to.write(from.getLong(), repetition, definition);
            case FLOAT -> (from, to, repetition, definition) -> to.write(from.getFloat(), repetition, definition);
            case DOUBLE -> (from, to, repetition, definition) -> to.write(from.getDouble(), repetition, definition);
            case INT96, BINARY, FIXED_LEN_BYTE_ARRAY ->
                (from, to, repetition, definition) -> to.write(from.getBinary(), repetition, definition);
        };
    }
}
