package dev.marquetry.options;

import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What values an option takes, how they are read and how they are written back.
 *
 * <p>Writing a value and reading it again gives an equal value.
 *
 * @param <T> the type of the values
 */
final class OptionType<T> {
    private static final Pattern DURATION = Pattern.compile("[0-9]{1,6}[smh]", Pattern.CASE_INSENSITIVE);

    private final String rule;
    private final Function<GivenValue, Optional<T>> reader;
    private final Function<T, Object> writer;
    private final boolean isList;

    private OptionType(
            String rule, Function<GivenValue, Optional<T>> reader, Function<T, Object> writer, boolean isList) {
        this.rule = rule;
        this.reader = reader;
        this.writer = writer;
        this.isList = isList;
    }

    /** Takes any text that is not blank. */
    static OptionType<String> text() {
        return ofScalar("text", text -> text.isBlank() ? Optional.empty() : Optional.of(text), text -> text);
    }

    /** Takes the name of an encoding that Java knows, and gives the one that is registered for it. */
    static OptionType<String> encoding() {
        return ofScalar("the name of an encoding, such as UTF-8", OptionType::encoding, name -> name);
    }

    private static Optional<String> encoding(String text) {
        try {
            return Optional.of(Charset.forName(text).name());
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    /** Takes the constants of an enum by the names that a function gives them. */
    static <E extends Enum<E>> OptionType<E> oneOf(Class<E> type, Function<E, String> name) {
        return oneOf(List.of(type.getEnumConstants()), name);
    }

    /** Takes some constants of an enum by the names that a function gives them. */
    static <E extends Enum<E>> OptionType<E> oneOf(List<E> values, Function<E, String> name) {
        Map<String, E> constants = new LinkedHashMap<>();
        for (E constant : values) {
            constants.put(name.apply(constant), constant);
        }
        return ofScalar(
                "one of " + String.join(", ", constants.keySet()),
                text -> Optional.ofNullable(constants.get(text)),
                name::apply);
    }

    /** Takes whole numbers within bounds. */
    static OptionType<Long> wholeNumber(long least, long most) {
        return ofScalar(
                "a whole number from " + least + " to " + most,
                text -> wholeNumber(text).filter(number -> number >= least && number <= most),
                number -> number);
    }

    /** Takes whole numbers from a bound on. */
    static OptionType<Long> wholeNumber(long least) {
        return ofScalar(
                "a whole number of at least " + least,
                text -> wholeNumber(text).filter(number -> number >= least),
                number -> number);
    }

    /** Takes numbers from 0 to 1. */
    static OptionType<Double> ratio() {
        return ofScalar(
                "a number from 0 to 1",
                text -> number(text, Double::valueOf).filter(number -> number >= 0 && number <= 1),
                number -> number);
    }

    /** Takes numbers above 0 and below 1. */
    static OptionType<Double> share() {
        return ofScalar(
                "a number above 0 and below 1",
                text -> number(text, Double::valueOf).filter(number -> number > 0 && number < 1),
                number -> number);
    }

    /** Takes a number of bytes, where {@code k}, {@code m}, {@code g} and {@code t} stand for powers of 1024. */
    static OptionType<Long> size(long least) {
        return ofScalar(
                SizeText.rule(least), text -> SizeText.bytes(text).filter(bytes -> bytes >= least), SizeText::of);
    }

    /** Takes a time, in whole seconds, minutes or hours. */
    static OptionType<Duration> duration() {
        return ofScalar("a time such as 30s, 5m or 2h", OptionType::duration, OptionType::durationText);
    }

    /** Takes a list of names, no two of them equal. */
    static OptionType<List<String>> names() {
        return ofList(
                "a list of names, each once",
                Optional::of,
                names -> names.stream().noneMatch(String::isBlank) && new HashSet<>(names).size() == names.size());
    }

    /** Takes one value or a list of them; a list of one is written as the one. */
    static <T> OptionType<List<T>> oneOrMore(OptionType<T> element) {
        return new OptionType<>(
                element.rule + ", or a list of these",
                given -> switch (given.form()) {
                    case SCALAR, LIST ->
                        elements(
                                        given.texts(),
                                        text -> element.read(GivenValue.scalar(given.key(), text, given.origin())))
                                .filter(values -> !values.isEmpty());
                    case NOTHING, NESTED -> Optional.empty();
                },
                values -> values.size() == 1
                        ? element.write(values.get(0))
                        : values.stream().map(element::write).toList(),
                false);
    }

    /** Takes the size of a sample. */
    static OptionType<SampleSize> sample() {
        return ofScalar("auto, all, or a whole number", SampleSize::parse, SampleSize::written);
    }

    /** Takes true and false. */
    static OptionType<Boolean> flag() {
        return ofScalar(
                "true or false",
                text -> switch (text) {
                    case "true" -> Optional.of(true);
                    case "false" -> Optional.of(false);
                    default -> Optional.empty();
                },
                flag -> flag);
    }

    /** Takes a list of finite numbers. */
    static OptionType<List<Float>> numbers() {
        return ofList(
                "a list of numbers",
                text -> number(text, Float::valueOf).filter(Float::isFinite),
                numbers -> !numbers.isEmpty());
    }

    /** Takes a list of finite numbers that can be divided by. */
    static OptionType<List<Float>> divisors() {
        return ofList(
                "a list of numbers other than 0",
                text -> number(text, Float::valueOf).filter(number -> Float.isFinite(number) && number != 0),
                numbers -> !numbers.isEmpty());
    }

    private static <T> OptionType<T> ofScalar(
            String rule, Function<String, Optional<T>> reader, Function<T, Object> writer) {
        return new OptionType<>(
                rule,
                given -> given.form() == GivenValue.Form.SCALAR
                        ? reader.apply(given.texts().get(0))
                        : Optional.empty(),
                writer,
                false);
    }

    /** A scalar is taken for a list of one. */
    private static <T> OptionType<List<T>> ofList(
            String rule, Function<String, Optional<T>> reader, Predicate<List<T>> check) {
        return new OptionType<>(
                rule,
                given -> switch (given.form()) {
                    case SCALAR, LIST -> elements(given.texts(), reader).filter(check);
                    case NOTHING, NESTED -> Optional.empty();
                },
                List::copyOf,
                true);
    }

    private static <T> Optional<List<T>> elements(List<String> texts, Function<String, Optional<T>> reader) {
        List<T> elements = new ArrayList<>();
        for (String text : texts) {
            Optional<T> element = reader.apply(text);
            if (element.isEmpty()) {
                return Optional.empty();
            }
            elements.add(element.get());
        }
        return Optional.of(List.copyOf(elements));
    }

    private static Optional<Long> wholeNumber(String text) {
        try {
            return Optional.of(Long.valueOf(text));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private static <N extends Number> Optional<N> number(String text, Function<String, N> parser) {
        try {
            return Optional.of(parser.apply(text));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        return matcher.matches() ? Optional.of(Duration.parse("PT" + text)) : Optional.empty();
    }

    private static String durationText(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds % 3600 == 0 && seconds > 0) {
            return seconds / 3600 + "h";
        }
        return seconds % 60 == 0 && seconds > 0 ? seconds / 60 + "m" : seconds + "s";
    }

    /** Returns what a value must be, to be read after "must be". */
    String rule() {
        return rule;
    }

    /** Returns whether it takes a list, even of one. */
    boolean isList() {
        return isList;
    }

    /** Returns the value, or nothing if it breaks the rule. */
    Optional<T> read(GivenValue given) {
        return reader.apply(given);
    }

    /** Returns a value as a job file has it: a text, a number or a list of these. */
    Object write(T value) {
        return writer.apply(value);
    }
}
