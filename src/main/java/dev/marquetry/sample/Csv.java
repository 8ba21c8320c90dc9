package dev.marquetry.sample;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Lines of CSV as RFC 4180 has them. */
final class Csv {
    private Csv() {}

    /** Returns a line with its end; fields that need quotes get them. */
    static String line(String... fields) {
        return Arrays.stream(fields).map(Csv::field).collect(Collectors.joining(",", "", "\n"));
    }

    private static String field(String text) {
        boolean plain = text.chars().noneMatch(letter -> letter == ',' || letter == '"' || letter == '\n');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
