package dev.marquetry.options;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReadmeTest {
    private static final Path README = Path.of("README.md");

    /** To mend a difference, put what the test expected between the marks. */
    @Test
    void listsEveryOption() throws IOException {
        assertThat(between("<!-- options -->\n", "<!-- /options -->")).isEqualTo(OptionTable.markdown());
    }

    @Test
    void namesTheTestCommandThatTheGatesRun() throws IOException {
        assertThat(between("<!-- test -->\n", "<!-- /test -->")).isEqualTo("```bash\nmvn -B verify\n```\n");
        assertThat(Files.readString(Path.of(".ci/run")))
                .contains("<!-- test -->")
                .contains("README.md");
    }

    @Test
    void mentionsOnlyOptionsThatThereAre() throws IOException {
        Matcher mentions = Pattern.compile(
                        "(?:--set |`)((?:input|image|resize|tensor|engine|model|output|rejects)\\.[a-z-]+)")
                .matcher(Files.readString(README));
        assertThat(mentions.results().map(mention -> mention.group(1)))
                .isNotEmpty()
                .allSatisfy(key -> assertThat(OptionCatalog.find(key)).as(key).isPresent());
    }

    @Test
    void resolvesTheJobThatItShows() throws IOException {
        String job = between("```yaml\n", "```\n");
        assertThat(JobOptionsFixture.resolve(job).image().resize().height()).isEqualTo(224);
    }

    @Test
    void describesEveryExitCode() throws IOException {
        String readme = Files.readString(README);
        assertThat(List.of(ExitCode.DONE, ExitCode.FAILED, ExitCode.USAGE, ExitCode.LIMIT_EXCEEDED, ExitCode.HELD))
                .allSatisfy(code -> assertThat(readme).contains("\n| " + code + " | "));
    }

    @ParameterizedTest
    @MethodSource("jobFiles")
    void shipsJobFilesThatResolve(Path job) {
        JobOptions options = JobOptionsReader.read(job, List.of("input.path=elsewhere", "output.path=somewhere"));
        assertThat(options.source().path()).isEqualTo("elsewhere");
        assertThat(options.output().path()).isEqualTo("somewhere");
    }

    static List<Path> jobFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("jobs"))) {
            return files.sorted().toList();
        }
    }

    private static String between(String start, String end) throws IOException {
        String readme = Files.readString(README);
        assertThat(readme).contains(start, end);
        int from = readme.indexOf(start) + start.length();
        return readme.substring(from, readme.indexOf(end, from));
    }
}
