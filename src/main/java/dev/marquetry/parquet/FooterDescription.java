package dev.marquetry.parquet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.marquetry.options.TensorEncoding;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
