package dev.marquetry.source;

import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** A column of a manifest by its name; one within a struct has those of the structs before it: {@code image.bytes}. */
public final class ColumnName {
    private final StructField top;
    private final Column column;
    private final StructField field;

    private ColumnName(StructField top, Column column, StructField field) {
        this.top = top;
        this.column = column;
        this.field = field;
    }

    /** Looks a column up; one whose own name has dots comes first. Upper and lower case count. */
    public static Optional<ColumnName> in(StructType schema, String name) {
        Optional<StructField> whole = field(schema, name);
        if (whole.isPresent()) {
            return whole.map(field -> new ColumnName(field, quoted(name), field));
        }
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            Optional<StructField> outer = field(schema, name.substring(0, dot));
            if (outer.isPresent() && outer.get().dataType() instanceof StructType struct) {
                Column column = quoted(outer.get().name());
                return within(outer.get(), column, struct, name.substring(dot + 1));
            }
        }
        return Optional.empty();
    }

    private static Optional<ColumnName> within(StructField top, Column outer, StructType struct, String name) {
        Optional<StructField> whole = field(struct, name);
        if (whole.isPresent()) {
            return whole.map(field -> new ColumnName(top, outer.getField(name), field));
        }
        int dot = name.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        return field(struct, name.substring(0, dot))
                .filter(field -> field.dataType() instanceof StructType)
                .flatMap(field -> within(
                        top, outer.getField(field.name()), (StructType) field.dataType(), name.substring(dot + 1)));
    }

    private static Optional<StructField> field(StructType schema, String name) {
        return Arrays.stream(schema.fields())
                .filter(field -> field.name().equals(name))
                .findFirst();
    }

    /**
     * Returns a top-level column, whatever characters its name has.
     *
     * @param name the column's name
     */
    public static Column quoted(String name) {
        return functions.col('`' + name.replace("`", "``") + '`');
    }

    /** Returns whether a name is that of a top-level column, or of a column within it. */
    public static boolean isWithin(String name, String top) {
        return name.equals(top) || name.startsWith(top + ".");
    }

    /** Returns the top-level column that it is, or is within. */
    public String top() {
        return top.name();
    }

    /** Returns the column. */
    public Column column() {
        return column;
    }

    /** Returns its declaration. */
    public StructField field() {
        return field;
    }
}
