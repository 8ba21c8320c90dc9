package dev.marquetry.parquet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.marquetry.options.LabelNames;
import dev.marquetry.options.TensorColumn;
import dev.marquetry.options.TensorEncoding;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** The columns of a dataset as Hugging Face's {@code features} of a card's YAML header. */
final class CardFeatures {
    private CardFeatures() {}

    /** Returns the features of the files' columns. */
    static ArrayNode of(SinkSchema schema) {
        ArrayNode features = JsonNodeFactory.instance.arrayNode();
        StructType asRead = schema.asRead();
        for (int ordinal = 0; ordinal < asRead.length(); ordinal++) {
            StructField field = asRead.apply(ordinal);
            ObjectNode feature = features.addObject().put("name", field.name());
            Optional<TensorField> tensor = tensorAt(schema, ordinal);
            Optional<LabelNames> labels = CardLabels.of(field);
            if (labels.isPresent()) {
                name(labels.get(), feature);
            } else if (tensor.isPresent() && schema.encoding() == TensorEncoding.LIST) {
                TensorColumn column = tensor.get().column();
                feature.put("list", column.dtype().numpyName());
                column.shape().ifPresent(shape -> feature.put("length", product(shape)));
            } else {
                describe(field.dataType(), feature);
            }
        }
        return features;
    }

    /** Hugging Face's {@code ClassLabel}. */
    private static void name(LabelNames labels, ObjectNode feature) {
        ObjectNode names = feature.putObject("dtype").putObject("class_label").putObject("names");
        for (int number = 0; number < labels.names().size(); number++) {
            names.put(Integer.toString(number), labels.names().get(number));
        }
    }

    private static Optional<TensorField> tensorAt(SinkSchema schema, int ordinal) {
        return schema.tensors().stream()
                .filter(tensor -> tensor.ordinal() == ordinal)
                .findFirst();
    }

    private static long product(List<Integer> shape) {
        return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }

    private static void describe(DataType type, ObjectNode feature) {
        if (type instanceof ArrayType array) {
            list(array.elementType(), feature);
        } else if (type instanceof MapType map) {
            list(new StructType().add("key", map.keyType()).add("value", map.valueType()), feature);
        } else if (type instanceof StructType struct) {
            members(struct, feature.putArray("struct"));
        } else {
            feature.put("dtype", dtype(type));
        }
    }

    private static void list(DataType element, ObjectNode feature) {
        if (element instanceof StructType struct) {
            members(struct, feature.putArray("list"));
        } else if (element instanceof ArrayType || element instanceof MapType) {
            describe(element, feature.putObject("list"));
        } else {
            feature.put("list", dtype(element));
        }
    }

    private static void members(StructType struct, ArrayNode features) {
        for (StructField field : struct.fields()) {
            describe(field.dataType(), features.addObject().put("name", field.name()));
        }
    }

    private static String dtype(DataType type) {
        if (type instanceof BooleanType) {
            return "bool";
        } else if (type instanceof ByteType) {
            return "int8";
        } else if (type instanceof ShortType) {
            return "int16";
        } else if (type instanceof IntegerType) {
            return "int32";
        } else if (type instanceof LongType) {
            return "int64";
        } else if (type instanceof FloatType) {
            return "float32";
        } else if (type instanceof DoubleType) {
            return "float64";
        } else if (type instanceof BinaryType) {
            return "binary";
        } else if (type instanceof DateType) {
            return "date32";
        } else if (type instanceof TimestampType) {
            return "timestamp[us, tz=UTC]";
        } else if (type instanceof TimestampNTZType) {
            return "timestamp[us]";
        } else if (type instanceof DecimalType decimal) {
            return "decimal128(" + decimal.precision() + ", " + decimal.scale() + ")";
        }
        return "string";
    }
}
