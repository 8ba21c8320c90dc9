package dev.marquetry.options;

import java.util.List;
import java.util.Objects;

/**
 * The value of a key as the user wrote it, before it means anything.
 *
 * <p>Scalars are taken as text, whatever YAML would make of them: {@code no} is not a boolean and {@code 007} is not 7.
 *
 * @param key the dotted key
 * @param form what was written
 * @param texts one text for a scalar, one per element for a list, else none
 * @param origin where it was written, as a user looks for it
 */
record GivenValue(String key, Form form, List<String> texts, String origin) {
    /** What was written. */
    enum Form {
        /** Nothing, or {@code null}: the option keeps its default. */
        NOTHING,
        /** One value. */
        SCALAR,
        /** A list of values. */
        LIST,
        /** Something deeper, which no option takes. */
        NESTED
    }

    GivenValue {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(form, "form");
        texts = List.copyOf(texts);
        Objects.requireNonNull(origin, "origin");
    }

    static GivenValue nothing(String key, String origin) {
        return new GivenValue(key, Form.NOTHING, List.of(), origin);
    }

    static GivenValue scalar(String key, String text, String origin) {
        return new GivenValue(key, Form.SCALAR, List.of(text), origin);
    }

    static GivenValue list(String key, List<String> texts, String origin) {
        return new GivenValue(key, Form.LIST, texts, origin);
    }

    static GivenValue nested(String key, String origin) {
        return new GivenValue(key, Form.NESTED, List.of(), origin);
    }

    /** Returns the value as a message shows it, without credentials. */
    String shown() {
        return PathCredentials.masked(written());
    }

    private String written() {
        return switch (form) {
            case NOTHING -> "nothing";
            case SCALAR -> texts.get(0).isBlank() ? "'" + texts.get(0) + "'" : texts.get(0);
            case LIST -> texts.toString();
            case NESTED -> "a list or tree within a list";
        };
    }
}
