package dev.marquetry.parquet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.marquetry.options.DType;
import dev.marquetry.options.TensorColumn;
import dev.marquetry.options.TensorEncoding;
import dev.marquetry.parquet.ArrowTypes.Nullability;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.spark.sql.types.StructField;

/** What readers built on Arrow are told about the columns, through the footer's key {@code ARROW:schema}. */
final class ArrowSchemas {
    /** The footer's key. */
    static final String KEY = "ARROW:schema";

    private static final String EXTENSION_NAME = "ARROW:extension:name";
    private static final String EXTENSION_METADATA = "ARROW:extension:metadata";
    private static final String FIXED_SHAPE_TENSOR = "arrow.fixed_shape_tensor";

    private static final ObjectMapper JSON = new ObjectMapper();

    private ArrowSchemas() {}

    /**
     * Returns the encapsulated IPC message of the schema, in base64.
     *
     * @param schema the columns
     * @param metadata key-value pairs of the whole schema, the only ones that Arrow shows
     */
    static String encode(SinkSchema schema, Map<String, String> metadata) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        try {
            MessageSerializer.serialize(
                    new WriteChannel(Channels.newChannel(message)), new Schema(fields(schema), metadata));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(message.toByteArray());
    }

    private static List<Field> fields(SinkSchema schema) {
        Field[] fields = new Field[schema.rows().length()];
        for (TensorField tensor : schema.tensors()) {
            fields[tensor.ordinal()] = tensor(tensor, schema.encoding());
        }
        for (int ordinal : schema.otherOrdinals()) {
            StructField field = schema.rows().apply(ordinal);
            Nullability nullable = field.nullable() ? Nullability.OPTIONAL : Nullability.REQUIRED;
            fields[ordinal] = ArrowTypes.field(field.name(), field.dataType(), nullable);
        }
        return List.of(fields);
    }

    private static Field tensor(TensorField tensor, TensorEncoding encoding) {
        return switch (encoding) {
            case BINARY, NPY -> new Field(tensor.name(), FieldType.nullable(ArrowType.Binary.INSTANCE), List.of());
            case LIST -> list(tensor);
        };
    }

    private static Field list(TensorField tensor) {
        Field element = Field.nullable("element", element(tensor.column().dtype()));
        if (tensor.column().shape().isEmpty()) {
            return new Field(tensor.name(), FieldType.nullable(ArrowType.List.INSTANCE), List.of(element));
        }
        int values = tensor.column().shape().get().stream().reduce(1, Math::multiplyExact);
        Map<String, String> extension =
                Map.of(EXTENSION_NAME, FIXED_SHAPE_TENSOR, EXTENSION_METADATA, fixedShape(tensor.column()));
        return new Field(
                tensor.name(),
                new FieldType(true, new ArrowType.FixedSizeList(values), null, extension),
                List.of(element));
    }

    private static ArrowType element(DType type) {
        return switch (type) {
            case UINT8 -> new ArrowType.Int(Byte.SIZE, false);
            case FLOAT16 -> new ArrowType.FloatingPoint(FloatingPointPrecision.HALF);
            case FLOAT32 -> new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
            case FLOAT64 -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
            case INT32 -> new ArrowType.Int(Integer.SIZE, true);
            case INT64 -> new ArrowType.Int(Long.SIZE, true);
        };
    }

    /** Never a permutation: readers disagree on what it means. */
    private static String fixedShape(TensorColumn column) {
        Map<String, Object> extension = new LinkedHashMap<>();
        extension.put("shape", column.shape().orElseThrow());
        if (!column.dimensions().isEmpty()) {
            extension.put("dim_names", column.dimensions());
        }
        try {
            return JSON.writeValueAsString(extension);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
