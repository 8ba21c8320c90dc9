package dev.marquetry.parquet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.UncheckedIOException;
import java.util.List;

/** The YAML header of a dataset card, from which Hugging Face {@code datasets} knows files, splits and columns. */
final class CardHeader {
    /** All texts are quoted: what YAML takes for a number, a date or a truth differs between its versions. */
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.SPLIT_LINES, YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .build();

    private CardHeader() {}

    /**
     * Returns the header between its marks.
     *
     * @param schema the columns of the files
     * @param files the pattern of all files
     * @param splits what the files are parted into, if they are
     */
    static String text(SinkSchema schema, String files, List<CardSplits.Split> splits) {
        ObjectNode header = YAML.createObjectNode();
        ObjectNode config = header.putArray("configs").addObject().put("config_name", "default");
        if (splits.isEmpty()) {
            config.put("data_files", files);
        } else {
            ArrayNode dataFiles = config.putArray("data_files");
            splits.forEach(
                    split -> dataFiles.addObject().put("split", split.name()).put("path", split.files()));
        }
        header.putObject("dataset_info").set("features", CardFeatures.of(schema));
        try {
            return "---\n" + YAML.writeValueAsString(header) + "---\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
