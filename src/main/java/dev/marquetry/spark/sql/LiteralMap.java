package dev.marquetry.spark.sql;

import dev.marquetry.options.UserException;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.CreateMap;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;

/** Reads a map that stands in a query as a constant: the texts of its keys and values, in their order. */
final class LiteralMap {
    private final String function;
    private final Expression map;

    private LiteralMap(String function, Expression map) {
        this.function = function;
        this.map = map;
    }

    /**
     * Reads the entries of a map, a null value as null; the same key may come twice.
     *
     * @param function whose argument it is
     * @throws UserException if it is no map, no constant, or has values that are neither text, numbers nor booleans
     */
    static List<Map.Entry<String, String>> read(String function, Expression map) {
        return new LiteralMap(function, map).entries();
    }

    private List<Map.Entry<String, String>> entries() {
        List<Map.Entry<String, String>> entries = new ArrayList<>();
        if (map instanceof CreateMap written) {
            for (int index = 0; index < written.keys().length(); index++) {
                String key = text(written.keys().apply(index));
                entries.add(
                        new SimpleImmutableEntry<>(key, text(written.values().apply(index))));
            }
        } else if (map.dataType() instanceof MapType type && value(map) instanceof MapData data) {
            for (int index = 0; index < data.numElements(); index++) {
                String key = text(data.keyArray().get(index, type.keyType()), type.keyType());
                boolean absent = data.valueArray().isNullAt(index);
                Object value = absent ? null : data.valueArray().get(index, type.valueType());
                entries.add(new SimpleImmutableEntry<>(key, text(value, type.valueType())));
            }
        } else {
            throw refused("is " + map.sql() + " of type " + map.dataType().sql());
        }
        return entries;
    }

    /** Spark casts the values of a map to one type, which may turn or break what was written. */
    private String text(Expression element) {
        Expression written = element;
        while (written instanceof Cast cast) {
            written = cast.child();
        }
        return text(value(written), written.dataType());
    }

    private Object value(Expression constant) {
        if (!constant.foldable()) {
            throw refused("has " + constant.sql() + ", which is no constant");
        }
        return constant.eval(InternalRow.empty());
    }

    private String text(Object value, DataType type) {
        boolean isPlain = type instanceof StringType
                || type instanceof NumericType
                || type instanceof BooleanType
                || type instanceof NullType;
        if (!isPlain) {
            throw refused("has a key or a value of type " + type.sql());
        }
        return value == null ? null : value.toString();
    }

    private UserException refused(String found) {
        return new UserException(
                UserException.Kind.USAGE,
                "the options of " + function + " must be a map of constants, and the argument " + found,
                "they decide what the column is, so they must be known before the query runs; values are texts,"
                        + " numbers or booleans",
                "write, for example, map('resize.method', 'crop', 'resize.height', 224, 'resize.width', 224); a list"
                        + " is a text in brackets, '[0.5, 0.5, 0.5]'");
    }
}
