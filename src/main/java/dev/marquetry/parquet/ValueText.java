package dev.marquetry.parquet;

import java.util.Optional;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.schema.PrimitiveStringifier;
import org.apache.parquet.schema.PrimitiveType;

/** Writes the value at which a reader stands as people read it. */
@FunctionalInterface
interface ValueText {
    /** Returns the text of the value, which is not null. */
    String of(ColumnReader reader);

    /** Returns how values of a type are written, or nothing where they are bytes that no text stands for. */
    static Optional<ValueText> of(PrimitiveType type) {
        PrimitiveStringifier text = type.stringifier();
        boolean isNamed = type.getLogicalTypeAnnotation() != null;
        return Optional.ofNullable(
                switch (type.getPrimitiveTypeName()) {
                    case BOOLEAN -> reader -> text.stringify(reader.getBoolean());
                    case INT32 -> reader -> text.stringify(reader.getInteger());
                    case INT64 -> reader -> text.stringify(reader.getLong());
                    case FLOAT -> reader -> text.stringify(reader.getFloat());
                    case DOUBLE -> reader -> text.stringify(reader.getDouble());
                    case BINARY, FIXED_LEN_BYTE_ARRAY -> isNamed ? reader -> text.stringify(reader.getBinary()) : null;
                    case INT96 -> null;
                });
    }
}
