package dev.marquetry.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobFileTest {
    @Test
    void joinsBranchesWithDotsAndKeepsTheLine() {
        assertThat(parse("input:\n  path: a\n\nresize:\n  height: 224\n"))
                .containsExactly(
                        GivenValue.scalar("input.path", "a", "line 2 of job.yaml"),
                        GivenValue.scalar("resize.height", "224", "line 5 of job.yaml"));
    }

    @Test
    void takesDottedKeysForBranches() {
        assertThat(parse("input.path: a\n"))
                .containsExactly(GivenValue.scalar("input.path", "a", "line 1 of job.yaml"));
    }

    @Test
    void takesScalarsAsTheyAreWritten() {
        assertThat(parse("a: no\nb: 007\nc: 1:30\nd: 0x10\ne: 1_000\nf: true\ng: '5'\nh: 2024-01-01\n"))
                .extracting(given -> given.texts().get(0))
                .containsExactly("no", "007", "1:30", "0x10", "1_000", "true", "5", "2024-01-01");
    }

    @Test
    void readsListsOfBothStyles() {
        assertThat(parse("a: [x, 007]\nb:\n  - y\n  - z\nc: []\n"))
                .extracting(GivenValue::texts)
                .containsExactly(List.of("x", "007"), List.of("y", "z"), List.of());
    }

    @Test
    void tellsNothingFromEmptyText() {
        assertThat(parse("a:\nb: null\nc: ~\nd: ''\n"))
                .extracting(GivenValue::form)
                .containsExactly(
                        GivenValue.Form.NOTHING,
                        GivenValue.Form.NOTHING,
                        GivenValue.Form.NOTHING,
                        GivenValue.Form.SCALAR);
    }

    @Test
    void marksWhatNoOptionTakes() {
        assertThat(parse("a: [[x], y]\nb: [{x: y}]\nc: [null]\nd: !!binary aGk=\n"))
                .extracting(GivenValue::form)
                .containsOnly(GivenValue.Form.NESTED)
                .hasSize(4);
    }

    @Test
    void readsAnEmptyFileAsNothing() {
        assertThat(parse("")).isEmpty();
        assertThat(parse("# a comment\n")).isEmpty();
        assertThat(parse("---\n")).isEmpty();
    }

    @Test
    void skipsAByteOrderMark() {
        assertThat(parse("\ufeffa: x\n")).hasSize(1);
    }

    @Test
    void givesAKeyThatIsThereTwiceTwice() {
        assertThat(parse("a:\n  b: x\na:\n  b: y\n"))
                .extracting(GivenValue::key)
                .containsExactly("a.b", "a.b");
    }

    @Test
    void tellsWhereTheYamlBreaks() {
        assertRefused("input:\n  path: a\n path: b\n", "the job file is not YAML: job.yaml, line 3, column 2");
        assertRefused("input:\n\tpath: a\n", "the job file is not YAML: job.yaml, line 2, column 1");
        assertRefused("input: [a\n", "the job file is not YAML: job.yaml, line 2, column 1");
        assertRefused("input: \u0007\n", "the job file is not YAML: job.yaml");
    }

    @Test
    void repeatsNoLineThatMayHoldASecret() {
        assertThat(List.of(
                        "fs.s3a.secret.key: HIDDEN: HIDDEN\n",
                        "fs.s3a.secret.key: [HIDDEN\n",
                        "a: 'HIDDEN\n",
                        "a: b\n HIDDEN\nHIDDEN\n",
                        "- HIDDEN\n"))
                .allSatisfy(text -> assertThatThrownBy(() -> JobFile.parse(text, "job.yaml"))
                        .isInstanceOf(UserException.class)
                        .hasMessageStartingWith("the job file is ")
                        .hasMessageNotContaining("HIDDEN"));
    }

    @Test
    void refusesWhatIsNoTree() {
        assertRefused("- a\n", "it must be a tree of keys and values");
        assertRefused("text\n", "it must be a tree of keys and values");
    }

    @Test
    void refusesASecondDocument() {
        assertRefused("a: x\n---\na: y\n", "it must be one document");
    }

    @Test
    void refusesAliases() {
        assertRefused("a: &x 1\nb: *x\n", "an alias (*name) is not supported");
        assertRefused("a: &x [1]\nb: [*x]\n", "an alias (*name) is not supported");
    }

    @Test
    void readsAFileByItsName(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("my job.yaml"), "input:\n  path: ä\n");
        assertThat(JobFile.read(file)).containsExactly(GivenValue.scalar("input.path", "ä", "line 2 of my job.yaml"));
    }

    @Test
    void tellsWhyAFileCannotBeRead(@TempDir Path folder) throws IOException {
        Path binary = Files.write(folder.resolve("image.jpg"), new byte[] {(byte) 0xff, (byte) 0xd8});
        assertThatThrownBy(() -> JobFile.read(folder.resolve("missing.yaml")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("the job file cannot be read: " + folder.resolve("missing.yaml"))
                .hasMessageContaining("there is no such file");
        assertThatThrownBy(() -> JobFile.read(binary))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("it is not text in UTF-8");
        assertThatThrownBy(() -> JobFile.read(folder))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("it is a folder");
    }

    private static void assertRefused(String yaml, String message) {
        UserException refusal = catchThrowableOfType(UserException.class, () -> parse(yaml));
        assertThat(refusal).as(yaml).isNotNull().hasMessageContaining(message);
        assertThat(refusal.kind()).isEqualTo(UserException.Kind.USAGE);
    }

    private static List<GivenValue> parse(String yaml) {
        return JobFile.parse(yaml, "job.yaml");
    }
}
