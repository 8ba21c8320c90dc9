package dev.marquetry.source;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Looks at the lines of a manifest's text, each by itself: whether they are in its encoding, and of CSV, whether they
 * are records. Gives one {@link Stretch} per stretch of a file.
 *
 * <p>The rows are the line's bytes, the file and the place in the file where the stretch begins.
 */
final class TextScan implements FlatMapFunction<Iterator<InternalRow>, TextScan.Stretch> {
    private static final long serialVersionUID = 1L;

    private static final int SHOWN = 200;

    private final String encoding;
    private final int columns;

    /**
     * @param encoding the name of the encoding
     * @param columns how many fields a record of CSV has, or 0 where the lines are none
     */
    TextScan(String encoding, int columns) {
        this.encoding = encoding;
        this.columns = columns;
    }

    /** What was seen of a stretch of a file. No record, for Spark may be set to ship it with Kryo, which takes none. */
    static final class Stretch implements Serializable {
        private static final long serialVersionUID = 1L;

        private final String file;
        private final long start;
        private long lines;
        private boolean hasOpenRecord;
        private String header;
        private String rule;
        private long faultyLine;
        private String shown;

        Stretch(String file, long start) {
            this.file = file;
            this.start = start;
        }

        String file() {
            return file;
        }

        long start() {
            return start;
        }

        long lines() {
            return lines;
        }

        /** Returns whether a quoted field goes on beyond the end of a line. */
        boolean hasOpenRecord() {
            return hasOpenRecord;
        }

        /** Returns the header of a CSV file, where the stretch is the file's first, or null. */
        String header() {
            return header;
        }

        /** Returns the rule that the first faulty line breaks, or null. */
        String rule() {
            return rule;
        }

        /** Returns the number of the faulty line within the stretch, from 1. */
        long faultyLine() {
            return faultyLine;
        }

        /** Returns the beginning of the faulty line. */
        String shown() {
            return shown;
        }

        private void fault(String broken, String line) {
            if (rule == null) {
                rule = broken;
                faultyLine = lines;
                shown = line.substring(0, Math.min(SHOWN, line.length()));
            }
        }
    }

    @Override
    public Iterator<Stretch> call(Iterator<InternalRow> rows) {
        List<Stretch> stretches = new ArrayList<>();
        CharsetDecoder decoder = decoder(encoding);
        CsvRecord record = new CsvRecord();
        Stretch current = null;
        while (rows.hasNext()) {
            InternalRow row = rows.next();
            String file = row.getString(1);
            if (current == null || !current.file.equals(file) || current.start != row.getLong(2)) {
                current = new Stretch(file, row.getLong(2));
                stretches.add(current);
            }
            current.lines++;
            look(row.getUTF8String(0).getBytes(), decoder, record, current);
        }
        return stretches.iterator();
    }

    private void look(byte[] bytes, CharsetDecoder decoder, CsvRecord record, Stretch stretch) {
        String line;
        try {
            line = decoder.decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException notEncoded) {
            stretch.fault(notIn(encoding), new String(bytes, Charset.forName(encoding)));
            return;
        }
        if (columns == 0 || line.isBlank()) {
            return;
        }
        if (stretch.header == null && stretch.start == 0) {
            stretch.header = line;
        }
        record.begin();
        record.take(line);
        stretch.hasOpenRecord |= record.isOpen();
        String broken = broken(record, columns);
        if (broken != null) {
            stretch.fault(broken, line);
        }
    }

    static String notIn(String encoding) {
        return "the text is not in the encoding " + encoding;
    }

    /** Returns the rule that a record breaks, or null. */
    static String broken(CsvRecord record, int columns) {
        if (record.hasTextAfterQuote()) {
            return "text follows a closing quote; a quote within quotes is written twice";
        }
        return record.fields() == columns
                ? null
                : "the record has " + record.fields() + (record.fields() == 1 ? " field" : " fields")
                        + ", and the header " + columns;
    }

    static CharsetDecoder decoder(String encoding) {
        return Charset.forName(encoding)
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }
}
