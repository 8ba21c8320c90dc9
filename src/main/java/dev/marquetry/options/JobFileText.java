package dev.marquetry.options;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import java.util.Map;

/** The text of a job file: each key under its group, below what it means. */
final class JobFileText {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .build();

    private JobFileText() {}

    /**
     * Returns the text.
     *
     * @param given the values, one of each key
     */
    static String of(List<GivenValue> given) {
        StringBuilder text = new StringBuilder("# A job of Marquetry: scripts/marquetry run FILE\n");
        String group = "";
        for (Option<?> option : OptionCatalog.ALL) {
            for (GivenValue value : given) {
                if (value.key().equals(option.key()) && value.form() != GivenValue.Form.NOTHING) {
                    int dot = option.key().indexOf('.');
                    if (!option.key().substring(0, dot).equals(group)) {
                        group = option.key().substring(0, dot);
                        text.append('\n').append(group).append(":\n");
                    }
                    text.append("  # ").append(option.help()).append('\n');
                    append(text, option.key().substring(dot + 1), value);
                }
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String name, GivenValue value) {
        try {
            Object content = value.form() == GivenValue.Form.LIST
                    ? value.texts()
                    : value.texts().get(0);
            YAML.writeValueAsString(Map.of(name, content))
                    .lines()
                    .forEach(line -> text.append("  ").append(line).append('\n'));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts can be written as YAML", impossible);
        }
    }
}
