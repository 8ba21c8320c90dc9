package dev.marquetry.parquet;

import dev.marquetry.options.TensorColumn;
import dev.marquetry.options.TensorEncoding;
import dev.marquetry.options.UserException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns of a write, parted into those with tensors and those that Spark writes. Immutable. */
final class SinkSchema implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String PATH = "path";

    private final StructType rows;
    private final List<TensorField> tensors;
    private final TensorEncoding encoding;

    private SinkSchema(StructType rows, List<TensorField> tensors, TensorEncoding encoding) {
        this.rows = rows;
        this.tensors = List.copyOf(tensors);
        this.encoding = encoding;
    }

    /**
     * Parts the columns.
     *
     * @param rows the schema of the rows that are written, without partition columns
     * @param encoding how tensors are to stand in their columns
     * @throws UserException if a declaration cannot be met
     */
    static SinkSchema of(StructType rows, TensorEncoding encoding) {
        List<TensorField> tensors = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int ordinal = 0; ordinal < rows.length(); ordinal++) {
            StructField field = rows.apply(ordinal);
            if (!names.add(field.name())) {
                throw refused(field.name(), "columns must have different names", "it is there twice");
            }
            Optional<TensorColumn> column = declaration(field);
            if (column.isPresent()) {
                tensors.add(new TensorField(ordinal, field.name(), column.get()));
            } else {
                refuseNested(field.name(), field.dataType());
            }
        }
        SinkSchema schema = new SinkSchema(rows, tensors, encoding);
        tensors.forEach(schema::checkShapeColumns);
        return schema;
    }

    private static Optional<TensorColumn> declaration(StructField field) {
        Optional<TensorColumn> column;
        try {
            column = TensorColumn.fromMetadata(field.metadata());
        } catch (IllegalArgumentException e) {
            throw refused(field.name(), "its declaration must be valid", e.getMessage());
        }
        if (column.isPresent() && !field.dataType().equals(DataTypes.BinaryType)) {
            throw refused(
                    field.name(),
                    "a tensor column must be binary",
                    field.dataType().sql());
        }
        return column;
    }

    private static void refuseNested(String name, DataType type) {
        if (type instanceof StructType struct) {
            for (StructField field : struct.fields()) {
                if (field.metadata().contains(TensorColumn.KEY)) {
                    throw refused(name + "." + field.name(), "a tensor column must be at the top level", struct.sql());
                }
                refuseNested(name + "." + field.name(), field.dataType());
            }
        } else if (type instanceof ArrayType array) {
            refuseNested(name, array.elementType());
        } else if (type instanceof MapType map) {
            refuseNested(name, map.keyType());
            refuseNested(name, map.valueType());
        }
    }

    private void checkShapeColumns(TensorField tensor) {
        for (String name : tensor.column().shapeColumns()) {
            DataType type =
                    rows.getFieldIndex(name).isDefined() ? rows.apply(name).dataType() : DataTypes.NullType;
            if (!(type instanceof ByteType
                    || type instanceof ShortType
                    || type instanceof IntegerType
                    || type instanceof LongType)) {
                throw refused(tensor.name(), "the columns with its shape must be integers of the file", name);
            }
        }
        boolean shapeless = tensor.column().shape().isEmpty()
                && tensor.column().shapeColumns().isEmpty();
        if (encoding == TensorEncoding.NPY && shapeless) {
            throw refused(tensor.name(), "encoding npy needs a shape, or columns with the shape", tensor.column());
        }
    }

    private static UserException refused(String column, String rule, Object value) {
        return new UserException(
                UserException.Kind.USAGE,
                "column " + column + " cannot be written as a tensor column",
                rule + ": " + value,
                "change the column, or its declaration");
    }

    StructType rows() {
        return rows;
    }

    List<TensorField> tensors() {
        return tensors;
    }

    TensorEncoding encoding() {
        return encoding;
    }

    /** Returns the places of the columns that Spark writes. */
    int[] otherOrdinals() {
        Set<Integer> taken = new HashSet<>();
        tensors.forEach(tensor -> taken.add(tensor.ordinal()));
        return IntStream.range(0, rows.length())
                .filter(ordinal -> !taken.contains(ordinal))
                .toArray();
    }

    /** Returns the columns that Spark writes. */
    StructType others() {
        return new StructType(
                IntStream.of(otherOrdinals()).mapToObj(rows::apply).toArray(StructField[]::new));
    }

    /** Returns the place of the text column that errors name rows by: {@code path}, else the first, or nothing. */
    OptionalInt namingOrdinal() {
        int[] texts = IntStream.range(0, rows.length())
                .filter(ordinal -> rows.apply(ordinal).dataType().equals(DataTypes.StringType))
                .toArray();
        OptionalInt path = IntStream.of(texts)
                .filter(ordinal -> rows.apply(ordinal).name().equals(PATH))
                .findFirst();
        return path.isPresent() ? path : IntStream.of(texts).findFirst();
    }

    /** Returns the schema that Spark finds when it reads the files. */
    StructType asRead() {
        StructField[] fields = rows.fields().clone();
        tensors.forEach(tensor -> fields[tensor.ordinal()] = tensor.asRead(encoding));
        return new StructType(fields);
    }

    /**
     * Returns the schema of the files.
     *
     * @param others the columns that Spark writes, as it writes them
     */
    MessageType parquetSchema(GroupType others) {
        Map<Integer, Type> types = new HashMap<>();
        tensors.forEach(tensor -> types.put(tensor.ordinal(), tensor.parquetType(encoding)));
        Iterator<Type> rest = others.getFields().iterator();
        Types.MessageTypeBuilder message = Types.buildMessage();
        for (int ordinal = 0; ordinal < rows.length(); ordinal++) {
            message.addField(types.containsKey(ordinal) ? types.get(ordinal) : rest.next());
        }
        return message.named("spark_schema");
    }
}
