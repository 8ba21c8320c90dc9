package dev.marquetry.options;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What README.md, the pages of the site, and the comments of conf/ and jobs/ say is what there is. */
class DocumentationTest {
    private static final Path README = Path.of("README.md");
    private static final Path SITE = Path.of("src/site/markdown");
    private static final int MOST_LINES = 200;

    private static final Pattern MENTION = Pattern.compile("(?:--set |`)"
            + "((?:input|derive|image|resize|tensor|engine|model|output|update|rejects|run)\\.[a-z-]+)(?=[`=: ])");

    /** To mend a difference, put what the test expected between the marks. */
    @Test
    void listsEveryOption() throws IOException {
        assertThat(between(SITE.resolve("options.md"), "<!-- options -->\n", "<!-- /options -->"))
                .isEqualTo(OptionTable.markdown());
    }

    /** To mend a difference, put what the test expected between the marks. */
    @Test
    void listsEveryRejectCode() throws IOException {
        assertThat(between(SITE.resolve("dataset.md"), "<!-- reject codes -->\n", "<!-- /reject codes -->"))
                .isEqualTo(RejectCode.markdown());
    }

    @Test
    void namesTheTestCommandThatTheGatesRun() throws IOException {
        assertThat(between(README, "<!-- test -->\n", "<!-- /test -->")).isEqualTo("```bash\nmvn -B verify\n```\n");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void mentionsOnlyOptionsThatThereAre(Path text) throws IOException {
        Matcher mentions = MENTION.matcher(Files.readString(text));
        assertThat(mentions.results().map(mention -> mention.group(1)).filter(key -> !key.equals("run.json")))
                .allSatisfy(key -> assertThat(OptionCatalog.find(key)).as(key).isPresent());
    }

    @Test
    void resolvesTheJobsThatTheReadmeShows() throws IOException {
        Matcher jobs = Pattern.compile("<!-- file: \\S+\\.yaml -->\n```yaml\n(.*?)```\n", Pattern.DOTALL)
                .matcher(Files.readString(README));
        List<String> shown = jobs.results().map(job -> job.group(1)).toList();
        assertThat(shown).hasSize(2);
        assertThat(JobOptionsFixture.resolve(shown.get(0)).source().derived().names())
                .containsExactly("label", "split", "label_index");
        assertThat(JobOptionsFixture.resolve(shown.get(1)).output().partitionBy())
                .containsExactly("split");
    }

    @Test
    void describesEveryExitCode() throws IOException {
        String page = Files.readString(SITE.resolve("dataset.md"));
        assertThat(List.of(ExitCode.DONE, ExitCode.FAILED, ExitCode.USAGE, ExitCode.LIMIT_EXCEEDED, ExitCode.HELD))
                .allSatisfy(code -> assertThat(page).contains("\n| " + code + " | "));
    }

    @Test
    void keepsTheReadmeShort() throws IOException {
        assertThat(Files.readAllLines(README)).hasSizeLessThanOrEqualTo(MOST_LINES);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void linksToFilesAndHeadingsThatThereAre(Path text) throws IOException {
        String content = Files.readString(text);
        Matcher links = Pattern.compile("\\]\\(([^)#\\s]*)(?:#([^)\\s]+))?\\)").matcher(content);
        for (MatchResult link : links.results().toList()) {
            if (link.group(1).matches("[a-z]+:.*")) {
                continue;
            }
            Path target = link.group(1).isEmpty() ? text : text.resolveSibling(link.group(1));
            assertThat(target).as("%s: %s", text, link.group()).exists();
            if (link.group(2) != null) {
                assertThat(anchors(target)).as("%s: %s", text, link.group()).contains(link.group(2));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void reachesEveryPageFromTheMenuAndFromTheStart(Path page) throws IOException {
        String name = page.getFileName().toString();
        assertThat(Files.readString(Path.of("src/site/site.xml"))).contains("\"" + name.replace(".md", ".html") + "\"");
        assertThat(Files.readString(SITE.resolve("index.md")))
                .satisfiesAnyOf(
                        start -> assertThat(name).isEqualTo("index.md"),
                        start -> assertThat(start).contains("(" + name + ")"));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void namesPagesThatThereAreInComments(Path file) throws IOException {
        Matcher pages = Pattern.compile("[\\w./-]+\\.md\\b").matcher(Files.readString(file));
        assertThat(pages.results().map(page -> Path.of(page.group())))
                .allSatisfy(page -> assertThat(page).as(file.toString()).exists());
        assertThat(Files.readString(file)).doesNotContain("README");
    }

    @ParameterizedTest
    @MethodSource("jobFiles")
    void shipsJobFilesThatResolve(Path job) {
        JobOptions options = JobOptionsReader.read(
                        Optional.of(job), JobSettings.of(List.of("input.path=elsewhere", "output.path=somewhere")))
                .options();
        assertThat(options.source().path()).isEqualTo("elsewhere");
        assertThat(options.output().path()).isEqualTo("somewhere");
    }

    static List<Path> jobFiles() throws IOException {
        return files("jobs");
    }

    static List<Path> settings() throws IOException {
        List<Path> files = new ArrayList<>(files("jobs"));
        files.addAll(files("conf"));
        return files;
    }

    static List<Path> pages() throws IOException {
        return files(SITE.toString());
    }

    static List<Path> texts() throws IOException {
        List<Path> texts = new ArrayList<>(pages());
        texts.add(README);
        texts.addAll(files(".github").stream()
                .filter(file -> file.toString().endsWith(".md"))
                .toList());
        return texts;
    }

    private static List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** GitHub and Maven's site name headings in different ways, so those that links lead to have names of their own. */
    private static List<String> anchors(Path markdown) throws IOException {
        return Pattern.compile("^<a id=\"([^\"]+)\"></a>\\n\\n#", Pattern.MULTILINE)
                .matcher(Files.readString(markdown))
                .results()
                .map(anchor -> anchor.group(1))
                .toList();
    }

    private static String between(Path file, String start, String end) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(start, end);
        int from = text.indexOf(start) + start.length();
        return text.substring(from, text.indexOf(end, from));
    }
}
