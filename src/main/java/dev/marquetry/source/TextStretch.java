package dev.marquetry.source;

import java.io.Serializable;
import java.util.Optional;

/**
 * What was seen of a stretch of a manifest's text. How many fields a record of CSV should have is known once the header
 * is, which another stretch may have: till then records are held against the stretch's first one.
 *
 * <p>No record, for Spark may be set to ship it with Kryo, which takes none.
 */
final class TextStretch implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Characters of a line that a message has room for. */
    static final int SHOWN = 200;

    private final String file;
    private final long start;
    private long lines;
    private boolean hasOpenRecord;
    private String firstLine;
    private Line first;
    private Line faulty;

    /**
     * @param file the URI of the file
     * @param start where the stretch begins in it
     */
    TextStretch(String file, long start) {
        this.file = file;
        this.start = start;
    }

    /** A line that may be faulty. */
    static final class Line implements Serializable {
        private static final long serialVersionUID = 1L;

        private final long number;
        private final String rule;
        private final int fields;
        private final String shown;

        private Line(long number, String rule, int fields, String line) {
            this.number = number;
            this.rule = rule;
            this.fields = fields;
            this.shown = beginning(line);
        }

        /** Returns its number within the stretch, from 1. */
        long number() {
            return number;
        }

        /** Returns the rule that it breaks, where records have so many fields. */
        String rule(int columns) {
            return rule == null ? CsvRecord.rule(fields, columns) : rule;
        }

        /** Returns its beginning. */
        String shown() {
            return shown;
        }
    }

    /** Returns what a message shows of a line. */
    static String beginning(String line) {
        return line.substring(0, Math.min(SHOWN, line.length()));
    }

    /** Counts a line, which is then looked at. */
    void begin() {
        lines++;
    }

    /** Takes a line that breaks a rule whatever the header is. */
    void broken(String rule, String line) {
        if (faulty == null) {
            faulty = new Line(lines, rule, 0, line);
        }
    }

    /** Takes a line that is not blank. */
    void take(String line) {
        if (firstLine == null) {
            firstLine = line;
        }
    }

    /** Takes what such a line holds as a record of CSV. */
    void take(CsvRecord record, String line) {
        hasOpenRecord |= record.isOpen();
        Optional<String> rule = record.rule();
        if (rule.isPresent()) {
            broken(rule.get(), line);
        } else if (first == null) {
            first = new Line(lines, null, record.fields(), line);
        } else if (faulty == null && record.fields() != first.fields) {
            faulty = new Line(lines, null, record.fields(), line);
        }
    }

    String file() {
        return file;
    }

    long start() {
        return start;
    }

    /** Returns the number of lines. */
    long lines() {
        return lines;
    }

    /** Returns whether a quoted field goes on beyond the end of a line. */
    boolean hasOpenRecord() {
        return hasOpenRecord;
    }

    /** Returns the first line that is not blank, of CSV in a file's first such stretch the header, or nothing. */
    Optional<String> firstLine() {
        return Optional.ofNullable(firstLine);
    }

    /**
     * Returns the first faulty line.
     *
     * @param columns how many fields a record of CSV has
     */
    Optional<Line> faulty(int columns) {
        boolean isFirst = first != null && first.fields != columns && (faulty == null || first.number < faulty.number);
        return isFirst ? Optional.of(first) : Optional.ofNullable(faulty);
    }
}
