package dev.marquetry.options;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * One option: its key, its values, its default and what it means.
 *
 * @param key the dotted key
 * @param type which values it takes
 * @param defaultValue the default, or null where there is none
 * @param absence what holds where there is no value and no default, as the table of options says it
 * @param help what it means, in one sentence
 * @param origin where resolved options hold the value; gives null where it plays no part
 * @param <T> the type of its values
 */
public record Option<T>(
        String key, OptionType<T> type, T defaultValue, String absence, String help, Function<JobOptions, T> origin) {
    static final String REQUIRED = "required";

    /** Checks the key. */
    public Option {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(absence, "absence");
        Objects.requireNonNull(help, "help");
        Objects.requireNonNull(origin, "origin");
    }

    static <T> Option<T> required(String key, OptionType<T> type, String help, Function<JobOptions, T> origin) {
        return new Option<>(key, type, null, REQUIRED, help, origin);
    }

    static <T> Option<T> withDefault(
            String key, OptionType<T> type, T value, String help, Function<JobOptions, T> origin) {
        return new Option<>(key, type, Objects.requireNonNull(value, "value"), "", help, origin);
    }

    static <T> Option<T> optional(
            String key, OptionType<T> type, String absence, String help, Function<JobOptions, T> origin) {
        return new Option<>(key, type, null, absence, help, origin);
    }

    boolean isRequired() {
        return absence.equals(REQUIRED);
    }

    /** Returns the default as the table of options shows it. */
    String shownDefault() {
        return defaultValue == null ? absence : String.valueOf(type.write(defaultValue));
    }

    /** Returns the value in resolved options as a job file would have it, or nothing where it plays no part. */
    Optional<Object> written(JobOptions options) {
        return Optional.ofNullable(origin.apply(options)).map(type::write);
    }
}
