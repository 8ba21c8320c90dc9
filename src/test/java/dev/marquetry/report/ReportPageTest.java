package dev.marquetry.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReportPageTest {
    static List<String> samples() {
        return List.copyOf(ReportSamples.all().keySet());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void isOneSmallFileThatAsksForNothing(String sample) {
        String html = ReportPage.html(ReportSamples.all().get(sample));
        assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(2_000_000);
        assertThat(Pattern.compile("\\s(?:src|href|action|data|poster|srcset|xmlns[^=]*)=\"([^\"]*)\"")
                        .matcher(html)
                        .results()
                        .map(match -> match.group(1)))
                .isNotEmpty()
                .allMatch(target -> target.startsWith("data:")
                        || target.startsWith("#")
                        || List.of("contact-sheet.png", "run.json").contains(target));
        assertThat(html).doesNotContain("<script", "url(", "@import", "//www.", "onload=");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void closesEveryElement(String sample) {
        Html.assertWellFormed(ReportPage.html(ReportSamples.all().get(sample)));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void hasHeadingsInOrderAndATextForEveryPicture(String sample) {
        String html = ReportPage.html(ReportSamples.all().get(sample));
        List<Integer> levels = Pattern.compile("<h([1-6])[ >]")
                .matcher(html)
                .results()
                .map(match -> Integer.valueOf(match.group(1)))
                .toList();
        assertThat(levels).startsWith(1).filteredOn(level -> level == 1).hasSize(1);
        for (int index = 1; index < levels.size(); index++) {
            assertThat(levels.get(index)).isLessThanOrEqualTo(levels.get(index - 1) + 1);
        }
        assertThat(Pattern.compile("<img [^>]*>").matcher(html).results().map(MatchResult::group))
                .allMatch(image -> image.contains(" alt=\""));
        assertThat(html).contains("<html lang=\"en\">").doesNotContain("  null", ">null<");
    }

    @Test
    void showsWhatComesFromOutsideAsText() {
        String html = ReportPage.html(ReportSamples.all().get("odd-names"));
        assertThat(html)
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;")
                .contains("alt=\"&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;\"")
                .doesNotContain(Reports.EVIL);
        assertThat(Html.text(html)).contains(Reports.EVIL);
    }

    @Test
    void showsEveryPictureOnceAndCanReachItByTheKeyboard() {
        String html = ReportPage.html(Reports.input(Reports.full(), Reports.pictures(64)));
        assertThat(Pattern.compile("<li tabindex=\"0\"><figure><img ")
                        .matcher(html)
                        .results())
                .hasSize(64);
        assertThat(Pattern.compile("src=\"(data:image/[^\"]+)\"")
                        .matcher(html)
                        .results()
                        .map(match -> match.group(1)))
                .hasSize(64)
                .doesNotHaveDuplicates();
    }

    @Test
    void staysSmallWithNoisyPictures() {
        String html = ReportPage.html(Reports.input(Reports.full(), Reports.noise(64, 224)));
        assertThat(html.length()).isBetween(400_000, 1_999_999);
        assertThat(html)
                .contains("data:image/jpeg;base64,")
                .contains("their sides divided by")
                .contains("<a href=\"contact-sheet.png\">contact-sheet.png</a> has them pixel for pixel");
    }

    @Test
    void staysSmallWhateverTheReportSays() {
        String text = Reports.EVIL.repeat(400);
        List<Object> many = Collections.nCopies(
                5000, Reports.object("path", text, "message", text, "stage", text, "error", text, "seconds", 1.5));
        Map<String, Object> columns = Reports.object();
        for (int column = 0; column < 1000; column++) {
            columns.put(column + text, text);
        }
        Map<String, Object> run =
                Reports.with(Reports.full(), "rejects", many, "slowest", many, "options", columns, "versions", columns);
        List<ShownPicture> pictures = Collections.nCopies(64, Reports.smooth(text, columns, 8, 1));
        String html = ReportPage.html(new ReportInput(run, Optional.of(run), pictures, Map.of()));
        assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(2_000_000);
        Html.assertWellFormed(html);
    }
}
