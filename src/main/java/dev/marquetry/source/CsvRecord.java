package dev.marquetry.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One record of a CSV file, taken line by line, as RFC 4180 has it: fields between commas, which quotes may enclose,
 * two quotes for one within. White space may follow a closing quote. Used again and again; not thread-safe.
 */
final class CsvRecord {
    private static final char QUOTE = '"';
    private static final char COMMA = ',';

    private State state = State.FIELD_BEGINS;
    private int fields;
    private boolean hasTextAfterQuote;

    private enum State {
        FIELD_BEGINS,
        PLAIN,
        QUOTED,
        QUOTE_MAY_CLOSE,
        CLOSED
    }

    /** Begins another record. */
    void begin() {
        state = State.FIELD_BEGINS;
        fields = 1;
        hasTextAfterQuote = false;
    }

    /** Takes a line of the record, without its end. */
    void take(String line) {
        for (int index = 0; index < line.length(); index++) {
            state = next(line.charAt(index));
        }
        if (state != State.QUOTED) {
            state = State.FIELD_BEGINS;
        }
    }

    private State next(char character) {
        return switch (state) {
            case FIELD_BEGINS -> character == QUOTE ? State.QUOTED : plain(character);
            case PLAIN -> plain(character);
            case QUOTED -> character == QUOTE ? State.QUOTE_MAY_CLOSE : State.QUOTED;
            case QUOTE_MAY_CLOSE -> character == QUOTE ? State.QUOTED : closed(character);
            case CLOSED -> closed(character);
        };
    }

    private State plain(char character) {
        if (character == COMMA) {
            fields++;
            return State.FIELD_BEGINS;
        }
        return State.PLAIN;
    }

    private State closed(char character) {
        if (character == COMMA || character == ' ' || character == '\t') {
            return character == COMMA ? plain(character) : State.CLOSED;
        }
        hasTextAfterQuote = true;
        return State.PLAIN;
    }

    /** Returns whether the record goes on in the next line. */
    boolean isOpen() {
        return state == State.QUOTED;
    }

    /** Returns the number of fields that were seen. */
    int fields() {
        return fields;
    }

    /** Returns the rule that the record breaks however many fields there are, or nothing. */
    Optional<String> rule() {
        return hasTextAfterQuote
                ? Optional.of("text follows a closing quote; a quote within quotes is written twice")
                : Optional.empty();
    }

    /** Returns the rule that a record of another number of fields than the header breaks. */
    static String rule(int fields, int columns) {
        return "the record has " + fields + (fields == 1 ? " field" : " fields") + ", and the header " + columns;
    }

    /** Returns the fields of a record that is whole. */
    static List<String> fieldsOf(String record) {
        List<String> fields = new ArrayList<>();
        CsvRecord scan = new CsvRecord();
        scan.begin();
        StringBuilder field = new StringBuilder();
        for (int index = 0; index < record.length(); index++) {
            char character = record.charAt(index);
            int before = scan.fields;
            State from = scan.state;
            scan.state = scan.next(character);
            if (scan.fields > before) {
                fields.add(field.toString());
                field.setLength(0);
            } else if (character != QUOTE || from == State.PLAIN || from == State.QUOTE_MAY_CLOSE) {
                field.append(character);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
