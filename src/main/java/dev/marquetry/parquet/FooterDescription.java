package dev.marquetry.parquet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.marquetry.options.TensorEncoding;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The footer's key {@code marquetry}: JSON that says what the tensor columns hold, unless the writer is given one. */
final class FooterDescription {
    /** The footer's key. */
    static final String KEY = "marquetry";

    private static final int VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private FooterDescription() {}

    static String of(SinkSchema schema) {
        List<Map<String, Object>> columns = schema.tensors().stream()
                .map(tensor -> column(tensor, schema.encoding()))
                .toList();
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("version", VERSION);
        description.put("columns", columns);
        try {
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
