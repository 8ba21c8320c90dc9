package dev.marquetry.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TextStretchTest {
    @Test
    void holdsRecordsAgainstTheHeaderOfAnotherStretch() {
        TextStretch stretch = stretch(List.of("", "a,b", "c,d", "e,f,g", "h,i"));
        assertThat(stretch.lines()).isEqualTo(5);
        assertThat(stretch.firstLine()).contains("a,b");
        assertFault(stretch, 1, 2, "the record has 2 fields, and the header 1");
        assertFault(stretch, 2, 4, "the record has 3 fields, and the header 2");
        assertFault(stretch, 3, 2, "the record has 2 fields, and the header 3");
    }

    @Test
    void namesTheFirstFaultOfAnyKind() {
        TextStretch quote = stretch(List.of("\"a\"b,c", "d", "e,f"));
        assertFault(quote, 2, 1, "text follows a closing quote; a quote within quotes is written twice");
        TextStretch later = stretch(List.of("a", "\"b\"c"));
        assertFault(later, 1, 2, "text follows a closing quote; a quote within quotes is written twice");
        assertFault(later, 2, 1, "the record has 1 field, and the header 2");
    }

    @Test
    void hasNoFaultWhereAllRecordsAreAsTheHeader() {
        assertThat(stretch(List.of("a,b", " ", "c,d")).faulty(2)).isEmpty();
        assertThat(stretch(List.of()).faulty(2)).isEmpty();
        assertThat(stretch(List.of()).firstLine()).isEmpty();
    }

    private static TextStretch stretch(List<String> lines) {
        TextStretch stretch = new TextStretch("file:/manifest.csv", 4_096);
        CsvRecord record = new CsvRecord();
        for (String line : lines) {
            stretch.begin();
            if (!line.isBlank()) {
                stretch.take(line);
                record.begin();
                record.take(line);
                stretch.take(record, line);
            }
        }
        return stretch;
    }

    private static void assertFault(TextStretch stretch, int columns, long line, String rule) {
        Optional<TextStretch.Line> faulty = stretch.faulty(columns);
        assertThat(faulty).isPresent();
        assertThat(faulty.get().number()).isEqualTo(line);
        assertThat(faulty.get().rule(columns)).isEqualTo(rule);
    }
}
