package dev.marquetry.options;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Takes the values of a program's map of keys as those of a job file. */
final class KeyedValues {
    private static final String ORIGIN = "given";

    private KeyedValues() {}

    /** Returns the values, those of maps below a key under the joined keys. */
    static List<GivenValue> of(Map<String, ?> keys) {
        List<GivenValue> values = new ArrayList<>();
        keys.forEach((key, value) -> add(key, value, values));
        return values;
    }

    /** Returns the values of texts, of which one in brackets is a list of what stands between its commas. */
    static List<GivenValue> ofTexts(List<Map.Entry<String, String>> texts) {
        List<GivenValue> values = new ArrayList<>();
        for (Map.Entry<String, String> entry : texts) {
            String text = entry.getValue() == null ? "" : entry.getValue().strip();
            if (entry.getValue() == null) {
                values.add(GivenValue.nothing(entry.getKey(), ORIGIN));
            } else if (text.startsWith("[") && text.endsWith("]")) {
                values.add(GivenValue.list(entry.getKey(), elements(text), ORIGIN));
            } else {
                values.add(GivenValue.scalar(entry.getKey(), entry.getValue(), ORIGIN));
            }
        }
        return values;
    }

    private static List<String> elements(String brackets) {
        String inner = brackets.substring(1, brackets.length() - 1);
        return inner.isBlank()
                ? List.of()
                : Arrays.stream(inner.split(",", -1)).map(String::strip).toList();
    }

    private static void add(String key, Object value, List<GivenValue> values) {
        if (value instanceof Map<?, ?> below) {
            below.forEach((name, inner) -> add(key + "." + name, inner, values));
        } else if (value == null) {
            values.add(GivenValue.nothing(key, ORIGIN));
        } else if (value instanceof Collection<?> elements) {
            values.add(list(key, elements));
        } else if (value instanceof Object[] elements) {
            values.add(list(key, Arrays.asList(elements)));
        } else {
            values.add(GivenValue.scalar(key, text(key, value), ORIGIN));
        }
    }

    private static GivenValue list(String key, Collection<?> elements) {
        boolean nested = elements.stream()
                .anyMatch(element -> element == null || element instanceof Collection || element instanceof Map);
        return nested
                ? GivenValue.nested(key, ORIGIN)
                : GivenValue.list(
                        key,
                        elements.stream().map(element -> text(key, element)).toList(),
                        ORIGIN);
    }

    /** Constants of an enum may be given as they are. */
    private static String text(String key, Object value) {
        if (value instanceof Enum<?> constant) {
            Optional<Option<?>> option = OptionCatalog.find(key);
            boolean asNamed = option.isPresent()
                    && option.get()
                            .type()
                            .read(GivenValue.scalar(key, constant.name(), ORIGIN))
                            .isPresent();
            return asNamed ? constant.name() : constant.name().toLowerCase(Locale.ROOT);
        }
        return value.toString();
    }
}
