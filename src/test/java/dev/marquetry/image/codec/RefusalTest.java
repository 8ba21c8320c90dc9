package dev.marquetry.image.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The site's table of what is refused is that of the code, and the code refuses nothing else. */
class RefusalTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/marquetry");
    private static final String START = "<!-- refusals -->\n";

    /** To mend a difference, put what the test expected between the marks. */
    @Test
    void standsOnThePageOfPixels() throws IOException {
        StringBuilder table = new StringBuilder("| kind of file | error | Pillow 12.3 |\n|---|---|---|\n");
        for (Refusal refusal : Refusal.values()) {
            table.append(refusal.row());
        }
        String page = Files.readString(Path.of("src/site/markdown/pixels.md"));
        assertThat(page).contains(START);
        int from = page.indexOf(START) + START.length();
        assertThat(page.substring(from, page.indexOf("<!-- /refusals -->"))).isEqualTo(table.toString());
    }

    @Test
    void isTheOnlyWayToRefuseAVariant() throws IOException {
        List<String> elsewhere = new ArrayList<>();
        for (Path source : sources()) {
            if (Files.readString(source).contains("RejectCode.UNSUPPORTED") && !source.endsWith("Refusal.java")) {
                elsewhere.add(source.toString());
            }
        }
        assertThat(elsewhere).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Refusal.class)
    void isGivenBySomeDecoder(Refusal refusal) throws IOException {
        boolean given = false;
        for (Path source : sources()) {
            given |= Files.readString(source).matches("(?s).*\\bRefusal\\." + refusal + "\\b.*");
        }
        assertThat(given).isTrue();
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
