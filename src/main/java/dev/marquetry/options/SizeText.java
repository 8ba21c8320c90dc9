package dev.marquetry.options;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of bytes as people write them: {@code k}, {@code m}, {@code g} and {@code t} stand for powers of 1024. */
public final class SizeText {
    private static final String UNITS = "kmgt";
    private static final Pattern FORM = Pattern.compile("([0-9]{1,18})([kmgt]?)", Pattern.CASE_INSENSITIVE);

    private SizeText() {}

    /** Returns the bytes that a text names, or nothing if it names none. */
    public static Optional<Long> bytes(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String unit = matcher.group(2).toLowerCase(Locale.ROOT);
        int shift = unit.isEmpty() ? 0 : 10 * (UNITS.indexOf(unit) + 1);
        long number = Long.parseLong(matcher.group(1));
        return number > Long.MAX_VALUE >> shift ? Optional.empty() : Optional.of(number << shift);
    }

    /** Returns what a size must be, to be read after "must be". */
    public static String rule(long least) {
        return "a size of at least " + of(least) + " (bytes, or with the unit k, m, g or t)";
    }

    /** Returns the shortest text of a number of bytes. */
    static String of(long bytes) {
        long number = bytes;
        int unit = -1;
        while (number != 0 && number % 1024 == 0 && unit < UNITS.length() - 1) {
            number /= 1024;
            unit++;
        }
        return unit < 0 ? Long.toString(number) : Long.toString(number) + UNITS.charAt(unit);
    }
}
