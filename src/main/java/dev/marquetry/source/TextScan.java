package dev.marquetry.source;

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
 * are records. Gives one {@link TextStretch} per stretch of a file.
 *
 * <p>The rows are the line's bytes, the file and the place in the file where the stretch begins.
 */
final class TextScan implements FlatMapFunction<Iterator<InternalRow>, TextStretch> {
    private static final long serialVersionUID = 1L;

    private final String encoding;
    private final boolean isCsv;

    /**
     * @param encoding the name of the encoding
     * @param isCsv whether lines are looked at as records
     */
    TextScan(String encoding, boolean isCsv) {
        this.encoding = encoding;
        this.isCsv = isCsv;
    }

    @Override
    public Iterator<TextStretch> call(Iterator<InternalRow> rows) {
        List<TextStretch> stretches = new ArrayList<>();
        CharsetDecoder decoder = decoder(encoding);
        CsvRecord record = new CsvRecord();
        TextStretch current = null;
        while (rows.hasNext()) {
            InternalRow row = rows.next();
            String file = row.getString(1);
            if (current == null || !current.file().equals(file) || current.start() != row.getLong(2)) {
                current = new TextStretch(file, row.getLong(2));
                stretches.add(current);
            }
            current.begin();
            look(row.getUTF8String(0).getBytes(), decoder, record, current);
        }
        return stretches.iterator();
    }

    private void look(byte[] bytes, CharsetDecoder decoder, CsvRecord record, TextStretch stretch) {
        String line;
        try {
            line = decoder.decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException notEncoded) {
            stretch.broken(notIn(encoding), new String(bytes, Charset.forName(encoding)));
            return;
        }
        // As Spark has it, white space of other alphabets is none.
        if (line.trim().isEmpty()) {
            return;
        }
        stretch.take(line);
        if (isCsv) {
            record.begin();
            record.take(line);
            stretch.take(record, line);
        }
    }

    static String notIn(String encoding) {
        return "the text is not in the encoding " + encoding;
    }

    static CharsetDecoder decoder(String encoding) {
        return Charset.forName(encoding)
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }
}
