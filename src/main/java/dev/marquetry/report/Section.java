package dev.marquetry.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One object of a report's JSON, read without trust: what is missing, or of another type than asked for, is not there.
 *
 * @param values the object, by its keys
 */
record Section(Map<String, Object> values) {
    private static final Section NONE = new Section(Map.of());

    /** Returns whether there is something under the key. */
    boolean has(String key) {
        return values.get(key) != null;
    }

    /** Returns the object under the key, or an empty one. */
    Section section(String key) {
        return ofValue(values.get(key)).orElse(NONE);
    }

    /** Returns the objects of the list under the key. */
    List<Section> sections(String key) {
        List<Section> sections = new ArrayList<>();
        list(key).forEach(value -> ofValue(value).ifPresent(sections::add));
        return sections;
    }

    /** Returns the list under the key, or an empty one. */
    List<?> list(String key) {
        return values.get(key) instanceof List<?> list ? list : List.of();
    }

    /** Returns the texts of the list under the key. */
    List<String> texts(String key) {
        return list(key).stream().map(String::valueOf).toList();
    }

    /** Returns what stands under the key as text. */
    Optional<String> text(String key) {
        return Optional.ofNullable(values.get(key)).map(String::valueOf);
    }

    /** Returns the whole number under the key. */
    OptionalLong count(String key) {
        return values.get(key) instanceof Number number ? OptionalLong.of(number.longValue()) : OptionalLong.empty();
    }

    /** Returns the number under the key. */
    OptionalDouble number(String key) {
        return values.get(key) instanceof Number number
                ? OptionalDouble.of(number.doubleValue())
                : OptionalDouble.empty();
    }

    /** Returns the numbers of the object under the key, in its order. */
    Map<String, Number> numbers(String key) {
        Map<String, Number> numbers = new LinkedHashMap<>();
        section(key).values().forEach((name, value) -> {
            if (value instanceof Number number) {
                numbers.put(name, number);
            }
        });
        return numbers;
    }

    private static Optional<Section> ofValue(Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return Optional.empty();
        }
        Map<String, Object> values = new LinkedHashMap<>();
        map.forEach((key, entry) -> values.put(String.valueOf(key), entry));
        return Optional.of(new Section(values));
    }
}
