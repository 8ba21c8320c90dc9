package dev.marquetry.parquet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.marquetry.options.OutputOptions;
import dev.marquetry.options.TensorEncoding;
import dev.marquetry.options.UserException;
import dev.marquetry.spark.internals.ScalaMaps;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import scala.collection.immutable.Map;

/**
 * The options of one write.
 *
 * @param encoding how tensors stand in their columns
 * @param floatEncoding how float32 pages hold values that no lookup table gives
 * @param rowGroupSize how many bytes a row group may have as read, at least one row aside
 * @param metadata the JSON for the footer's key {@code marquetry}; empty if it is to be made from the columns
 * @param fileTag what the files' names carry before their extension; empty if nothing
 */
record SinkOptions(
        TensorEncoding encoding, FloatEncoding floatEncoding, long rowGroupSize, String metadata, String fileTag)
        implements Serializable {
    static final String ENCODING = "encoding";
    static final String FLOAT_ENCODING = "float-encoding";
    static final String ROW_GROUP_SIZE = "row-group-size";
    static final String METADATA = "metadata";
    static final String FILE_TAG = "file-tag";

    static final int MOST_ROWS = 256;

    /** The keys of the footer's description that {@code FooterDescription} makes of the schema. */
    private static final List<String> WRITERS_KEYS = List.of("version", "columns");

    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9-]*");

    SinkOptions {
        Objects.requireNonNull(encoding, "encoding");
        Objects.requireNonNull(floatEncoding, "floatEncoding");
        Objects.requireNonNull(metadata, "metadata");
        if (rowGroupSize < 1) {
            throw refused(ROW_GROUP_SIZE, "must be at least 1 byte", rowGroupSize);
        }
        if (!TAG.matcher(fileTag).matches()) {
            throw refused(FILE_TAG, "must be of the characters A-Z, a-z, 0-9 and -", fileTag);
        }
    }

    static SinkOptions of(Map<String, String> options) {
        String size = option(options, ROW_GROUP_SIZE, Long.toString(OutputOptions.DEFAULT_ROW_GROUP_SIZE));
        return new SinkOptions(
                choice(options, ENCODING, TensorEncoding.values(), TensorEncoding::option),
                choice(options, FLOAT_ENCODING, FloatEncoding.values(), FloatEncoding::option),
                bytes(size),
                json(option(options, METADATA, "")),
                option(options, FILE_TAG, ""));
    }

    /** Returns what the files' names end with. */
    String fileExtension(CompressionCodecName codec) {
        String tag = fileTag.isEmpty() ? "" : "-" + fileTag;
        return tag + codec.getExtension() + ".parquet";
    }

    private static String json(String value) {
        try {
            JsonNode parsed = new ObjectMapper().readTree(value);
            if (!value.isEmpty() && !parsed.isObject()) {
                throw refused(METADATA, "must be a JSON object", value);
            }
            for (String own : WRITERS_KEYS) {
                if (parsed.has(own)) {
                    throw refused(METADATA, "must not have the key " + own + ", which the writer makes", value);
                }
            }
            return value;
        } catch (JsonProcessingException e) {
            throw refused(METADATA, "must be a JSON object", value);
        }
    }

    /** Returns the encoding that a writer with these options uses; keys are taken in any case, as Spark takes them. */
    static TensorEncoding encoding(java.util.Map<String, String> options) {
        java.util.Map<String, String> keys = new HashMap<>();
        options.forEach((key, value) -> keys.put(key.toLowerCase(Locale.ROOT), value));
        return choice(ScalaMaps.of(keys), ENCODING, TensorEncoding.values(), TensorEncoding::option);
    }

    private static String option(Map<String, String> options, String key, String absent) {
        return options.contains(key) ? options.apply(key) : absent;
    }

    /** The first choice is the default. */
    private static <T> T choice(Map<String, String> options, String key, T[] choices, Function<T, String> name) {
        String value = option(options, key, name.apply(choices[0]));
        return Arrays.stream(choices)
                .filter(choice -> name.apply(choice).equals(value))
                .findFirst()
                .orElseThrow(() -> refused(
                        key,
                        "must be one of "
                                + String.join(
                                        ", ", Arrays.stream(choices).map(name).toList()),
                        value));
    }

    private static long bytes(String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw refused(ROW_GROUP_SIZE, "must be a number of bytes", value);
        }
    }

    private static UserException refused(String key, String rule, Object value) {
        return new UserException(
                UserException.Kind.USAGE,
                "option " + key + " is " + value,
                "it " + rule,
                "leave it out, or give it another value");
    }
}
