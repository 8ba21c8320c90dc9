package dev.marquetry.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportFiguresTest {
    private static String text(Map<String, Object> run) {
        return Html.text(ReportPage.html(Reports.input(run, Reports.pictures(4))));
    }

    private static String sample(String name) {
        return Html.text(ReportPage.html(ReportSamples.all().get(name)));
    }

    @Test
    void hasTheFiguresOfTheReport() {
        assertThat(text(Reports.full()))
                .contains("Published: 3,000 arrays of 3,020 pictures", "Exit code 0: published.")
                .contains("3,020 in", "= 3,000 arrays", "+ 20 rejects", "23.3 pictures/s", "2 min 9 s")
                .contains("1.4 GiB", "430.7 MiB", "307.8 MiB in 2 files", "3,000 rows in commit 1")
                .contains("fetch NOT_FOUND 8 0.3 % of the input", "no file gone.jpg", "decode TRUNCATED 12")
                .contains("2 hidden, 1 not named as an image")
                .contains("enlarges 12 of 3,000 (0.4 %)", "2,500 of 3,000 (83.3 %)", "throws away 23.1 %")
                .contains("312 EXIF orientation ignored 10.4 %", "image.orientation: apply", "phone/1.jpg")
                .contains("tensor.mean: [0.4812, 0.4511, 0.3999]\ntensor.std: [0.2731, 0.2644, 0.2802]")
                .contains("0.485", "0.229", "mean 0.012, deviation 0.046", "of one colour: 3 in the sample")
                .contains(
                        "2 pictures in 1 group",
                        "10 tasks finished. 1 attempt failed",
                        "1 process died.",
                        "3 batches failed and had to be made in halves.")
                .contains("4.3 shuge/panorama.png", "resize.height224", "java17.0.15");
    }

    @Test
    void namesTheQueryThatListsAllRejectsOfAKind() {
        assertThat(text(Reports.full()))
                .contains("SELECT path, message FROM parquet.`file:/data/flowers/rejects`"
                        + " WHERE stage = 'decode' AND error = 'TRUNCATED'");
        assertThat(sample("not-published")).contains("`file:/data/flowers/_failed/20261128T130030Z-9ee5b33f/rejects`");
        assertThat(text(Reports.with(
                        Reports.full(),
                        "output",
                        "/data/a`b",
                        "options",
                        Reports.object("output.path-column", "the path"))))
                .contains("SELECT `the path`, message FROM parquet.`/data/a``b/rejects`");
    }

    @Test
    void setsARunBesideTheOneBefore() {
        assertThat(sample("full"))
                .contains("Against the run before, 2026-11-28 13:02:40 UTC")
                .contains("Rejects2010+100 %")
                .contains("Pictures in3,0202,900+4.1 %")
                .doesNotContain("It was of other options");
        Map<String, Object> other = Reports.with(Reports.full(), "fingerprint", "ff");
        assertThat(Html.text(ReportPage.html(new ReportInput(Reports.full(), Optional.of(other), List.of(), Map.of()))))
                .contains("It was of other options");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "empty         | Published: an empty dataset",
                "empty         | There is no picture to show: this run converted none.",
                "empty         | No picture was decoded, so there is nothing to say of the sources.",
                "empty         | Nothing: no orientation was ignored",
                "empty         | No picture was rejected.",
                "all-rejected  | Published, but no picture gave an array",
                "one-picture   | Published: 1 array of 1 picture",
                "not-published | Not published: a limit was exceeded",
                "not-published | Exit code 3: a limit was exceeded.",
                "not-published | rejects.max-ratio is 0.005",
                "not-published | No picture was drawn, as nothing was published.",
                "update        | Updated: 14 arrays written",
                "update        | 12 new, 2 changed, 1 with nothing but another time, 2 gone (removed), 20 failed",
                "update        | + 3,005 not converted by this run",
                "update        | 2 of 2 batches were published.",
                "nothing-to-do | Up to date: no picture is new or changed",
                "compacted     | 12 files became 3; no row was changed.",
                "nothing       | Not published",
                "nothing       | The report says nothing of options and versions."
            })
    void saysHowARunEnded(String name, String sentence) {
        assertThat(sample(name)).contains(sentence);
    }

    @Test
    void leavesOutWhatAReportLacks() {
        assertThat(ReportPage.html(ReportSamples.all().get("old")))
                .contains("id=\"rejects\"", "id=\"time\"", "id=\"details\"")
                .doesNotContain("id=\"sources\"", "id=\"pixels\"", "id=\"silently\"", "id=\"duplicates\"", "SELECT");
    }

    @Test
    void readsNoMoreOfAReportThanItUnderstands() {
        Map<String, Object> odd = Reports.object(
                "rows",
                "many",
                "rejects",
                "none",
                "sources",
                3,
                "pixels",
                Reports.object("channels", List.of(1, "a")),
                "update",
                List.of(),
                "silently",
                Reports.object(),
                "tasks",
                1.5,
                "slowest",
                List.of("a.jpg"));
        Html.assertWellFormed(ReportPage.html(Reports.input(odd, List.of())));
    }
}
