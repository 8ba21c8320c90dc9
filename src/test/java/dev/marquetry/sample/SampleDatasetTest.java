package dev.marquetry.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marquetry.options.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleDatasetTest {
    @TempDir
    private static Path hundred;

    private static SampleSummary summary;

    @TempDir
    private Path temporary;

    @BeforeAll
    static void writeAHundred() {
        summary = SampleDataset.write(hundred.resolve("new/folder"), 100, 11);
    }

    @Test
    void writesTheSameBytesForTheSameSeed() throws IOException {
        SampleDataset.write(temporary.resolve("one"), 41, 5);
        SampleDataset.write(temporary.resolve("two"), 41, 5);

        assertThat(contents(temporary.resolve("two"))).isEqualTo(contents(temporary.resolve("one")));
    }

    @Test
    void writesOtherPicturesForAnotherSeed() throws IOException {
        SampleDataset.write(temporary.resolve("one"), 4, 5);
        SampleDataset.write(temporary.resolve("two"), 4, 6);

        assertThat(contents(temporary.resolve("two")).values())
                .doesNotContainAnyElementsOf(contents(temporary.resolve("one")).values());
    }

    @Test
    void writesEveryFileThatThePlanNames() throws IOException {
        Path folder = hundred.resolve("new/folder");
        List<PicturePlan> plans = DatasetPlan.of(100, 11);
        FileNames names = FileNames.of(folder);
        List<String> files = plans.stream()
                .filter(plan -> plan.flaw() != Flaw.MISSING)
                .map(plan -> names.writable(plan.path()))
                .toList();
        assertThat(contents(folder).keySet())
                .containsAll(files)
                .contains("manifest.csv")
                .hasSize(files.size() + 1);
        assertThat(summary).isEqualTo(new SampleSummary(folder.resolve("manifest.csv"), 100, 99, 5));
        assertThat(Files.readString(summary.manifest()))
                .isEqualTo("path,label,split\n"
                        + plans.stream()
                                .map(plan -> Csv.line(names.writable(plan.path()), plan.label(), plan.split()))
                                .collect(Collectors.joining()));
    }

    @Test
    void breaksFilesAsPlanned() throws IOException {
        Path folder = hundred.resolve("new/folder");
        FileNames names = FileNames.of(folder);
        for (PicturePlan plan : DatasetPlan.of(100, 11)) {
            Path file = folder.resolve(names.writable(plan.path()));
            switch (plan.flaw()) {
                case NONE -> assertThat(file).isNotEmptyFile();
                case TRUNCATED_JPEG -> {
                    byte[] bytes = Files.readAllBytes(file);
                    assertThat(bytes).startsWith(0xFF, 0xD8).hasSizeGreaterThan(1000);
                    assertThat(Arrays.copyOfRange(bytes, bytes.length - 2, bytes.length))
                            .isNotEqualTo(new byte[] {(byte) 0xFF, (byte) 0xD9});
                }
                case TRUNCATED_PNG ->
                    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .startsWith("\u0089PNG")
                            .doesNotContain("IEND");
                case TEXT_NAMED_JPEG -> assertThat(file).content().startsWith("<!doctype html>");
                case EMPTY -> assertThat(file).isEmptyFile();
                case MISSING -> assertThat(file).doesNotExist();
            }
        }
    }

    @Test
    void refusesAFolderThatIsNotEmpty() throws IOException {
        Path own = Files.writeString(temporary.resolve("thesis.txt"), "mine");

        assertThatThrownBy(() -> SampleDataset.write(temporary, 3, 1))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(temporary.toString())
                .hasMessageContaining("the folder is not empty")
                .hasMessageContaining("cure:")
                .extracting(thrown -> ((UserException) thrown).kind())
                .isEqualTo(UserException.Kind.USAGE);
        assertThat(contents(temporary)).containsOnlyKeys("thesis.txt");
        assertThat(own).hasContent("mine");
    }

    @Test
    void refusesAFileInPlaceOfTheFolder() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));

        assertThatThrownBy(() -> SampleDataset.write(file, 3, 1))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("it is a file, not a folder");
    }

    @Test
    void tellsOfAFolderThatCannotBeMade() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));

        assertThatThrownBy(() -> SampleDataset.write(file.resolve("below"), 3, 1))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("cannot write the sample to " + file.resolve("below"))
                .hasMessageContaining("cure:")
                .extracting(thrown -> ((UserException) thrown).kind())
                .isEqualTo(UserException.Kind.RUN);
    }

    @Test
    void refusesACountBelowOne() {
        assertThatThrownBy(() -> SampleDataset.write(temporary, 0, 1))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("a sample of 0 images")
                .hasMessageContaining("the count must be 1 or more");
        assertThat(temporary).isEmptyDirectory();
    }

    /** The bytes of each file, as text that compares, by its path relative to the folder. */
    private static SortedMap<String, String> contents(Path folder) throws IOException {
        SortedMap<String, String> contents = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path file : paths.filter(Files::isRegularFile).toList()) {
                String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                contents.put(folder.relativize(file).toString().replace('\\', '/'), bytes);
            }
        }
        return contents;
    }
}
