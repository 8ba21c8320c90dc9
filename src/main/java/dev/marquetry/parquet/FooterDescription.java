package dev.marquetry.parquet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.marquetry.options.DType;
import dev.marquetry.options.TensorEncoding;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The footer's key {@code marquetry}: JSON that says what the tensor columns hold, and what else the writer is told to
 * say of them.
 */
final class FooterDescription {
    /** The footer's key. */
    static final String KEY = "marquetry";

    private static final int VERSION = 2;
    private static final ObjectMapper JSON = new ObjectMapper();

    private FooterDescription() {}

    /**
     * Returns the text.
     *
     * @param schema of the file
     * @param more a JSON object with other keys, or empty
     */
    static String of(SinkSchema schema, String more) {
        List<Map<String, Object>> columns = schema.tensors().stream()
                .map(tensor -> column(tensor, schema.encoding()))
                .toList();
        ObjectNode description = JSON.createObjectNode();
        description.put("version", VERSION);
        description.set("columns", JSON.valueToTree(columns));
        try {
            if (!more.isEmpty()) {
                ((ObjectNode) JSON.readTree(more))
                        .properties()
                        .forEach(entry -> description.set(entry.getKey(), entry.getValue()));
            }
            return JSON.writeValueAsString(description);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A tensor column, as the text describes it.
     *
     * @param name its name
     * @param dtype of its values
     * @param encoding how they stand in the file
     * @param dimensions the names of the dimensions, if they have names
     * @param shape of all its tensors; empty if it varies
     */
    record Column(
            String name, DType dtype, TensorEncoding encoding, List<String> dimensions, Optional<List<Integer>> shape) {
        private static Column of(JsonNode column) {
            return new Column(
                    column.required("name").textValue(),
                    DType.of(column.required("dtype").textValue()),
                    TensorEncoding.of(column.required("encoding").textValue()),
                    JSON.convertValue(column.path("dimensions"), new TypeReference<List<String>>() {}),
                    Optional.ofNullable(JSON.convertValue(column.get("shape"), new TypeReference<List<Integer>>() {})));
        }
    }

    /** Returns the tensor columns that a text describes. */
    static List<Column> columns(String text) {
        List<Column> columns = new ArrayList<>();
        parse(text).required("columns").forEach(column -> columns.add(Column.of(column)));
        return columns;
    }

    /** Returns how many labels a text has. */
    static int labels(String text) {
        return parse(text).path("labels").size();
    }

    /**
     * Returns how pixels became the values of the column of images, if a text says it.
     *
     * @throws IllegalArgumentException if it says something that cannot be
     */
    static Optional<PixelScaling> scaling(String text) {
        JsonNode description = parse(text);
        return description.has("scale")
                ? Optional.of(new PixelScaling(
                        description.get("scale").doubleValue(),
                        numbers(description.path("mean")),
                        numbers(description.path("std"))))
                : Optional.empty();
    }

    private static List<Double> numbers(JsonNode array) {
        List<Double> numbers = new ArrayList<>();
        array.forEach(number -> numbers.add(number.doubleValue()));
        return numbers;
    }

    /** Returns the column of paths, if a text names it. */
    static Optional<String> pathColumn(String text) {
        return Optional.ofNullable(parse(text).path("path_column").textValue());
    }

    /** Returns the tensor columns that models gave, as a text says it. */
    static Set<String> ofModels(String text) {
        Set<String> columns = new LinkedHashSet<>();
        parse(text)
                .path("models")
                .forEach(model -> columns.add(model.path("column").textValue()));
        return columns;
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> column(TensorField tensor, TensorEncoding encoding) {
        Map<String, Object> column = new LinkedHashMap<>();
        column.put("name", tensor.name());
        column.put("dtype", tensor.column().dtype().numpyName());
        column.put("encoding", encoding.option());
        column.put("dimensions", tensor.column().dimensions());
        tensor.column().shape().ifPresent(shape -> column.put("shape", shape));
        return column;
    }
}
