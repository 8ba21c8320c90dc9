package dev.marquetry.spark.description;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.marquetry.options.ConversionOptions;
import dev.marquetry.options.DType;
import dev.marquetry.options.ImageOptions;
import dev.marquetry.options.LabelNames;
import dev.marquetry.options.PillowVersion;
import dev.marquetry.options.Resize;
import dev.marquetry.options.ResizeMethod;
import dev.marquetry.options.TensorOptions;
import dev.marquetry.parquet.MarquetryFileFormat;
import dev.marquetry.spark.model.ModelColumn;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the sink is told of a conversion: how cells are written, and what the files say of where their values
 * come from.
 */
final class SinkSettings {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SinkSettings() {}

    /** Returns the options of the write. */
    static Map<String, String> of(
            ConversionOptions options, String root, List<ModelColumn> models, String fingerprint, LabelNames labels) {
        return Map.of(
                "compression",
                options.output().compression().sparkName(),
                MarquetryFileFormat.ENCODING,
                lowerCase(options.output().encoding()),
                MarquetryFileFormat.ROW_GROUP_SIZE,
                Long.toString(options.output().rowGroupSize()),
                MarquetryFileFormat.METADATA,
                footer(options, root, models, fingerprint, labels));
    }

    private static String footer(
            ConversionOptions options, String root, List<ModelColumn> models, String fingerprint, LabelNames labels) {
        ImageOptions image = options.image();
        TensorOptions tensor = options.tensor();
        ObjectNode footer = JSON.createObjectNode();
        Resize resize = image.resize();
        if (resize.method() != ResizeMethod.NONE) {
            ObjectNode resizing = footer.putObject("resize");
            resizing.put("method", lowerCase(resize.method()));
            resizing.put("height", resize.height());
            resizing.put("width", resize.width());
            if (resize.method() == ResizeMethod.PAD) {
                resizing.put("pad_mode", lowerCase(resize.padMode()));
            }
            if (resize.pillow() != PillowVersion.V12) {
                resizing.put("pillow", resize.pillow().major());
            }
        }
        footer.put("mode", image.mode().name());
        footer.put("orientation", lowerCase(image.orientation()));
        footer.put("scale", tensor.dtype() == DType.UINT8 ? 1 : 255);
        tensor.normalization().ifPresent(statistics -> {
            footer.set("mean", JSON.valueToTree(statistics.mean()));
            footer.set("std", JSON.valueToTree(statistics.std()));
        });
        if (!models.isEmpty()) {
            ArrayNode described = footer.putArray("models");
            models.forEach(model -> described.add(JSON.valueToTree(model.described())));
        }
        if (!labels.names().isEmpty()) {
            footer.set("labels", JSON.valueToTree(labels.names()));
        }
        footer.put("root", root);
        footer.put("path_column", options.output().pathColumn());
        footer.put("fingerprint", fingerprint);
        return footer.toString();
    }

    private static String lowerCase(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }
}
