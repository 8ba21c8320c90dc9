package dev.marquetry.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobSettingsTest {
    private static Map<String, Object> written(JobSettings settings) {
        return WrittenOptions.of(
                JobOptionsReader.read(Optional.empty(), settings).options());
    }

    @Test
    void needsNoJobFile() {
        assertThat(written(new JobSettings()
                        .places("in", "out")
                        .size("--size", "240x320")
                        .flag("--dtype", "tensor.dtype", "float32")))
                .containsEntry("input.format", "images")
                .containsEntry("output.path", "out")
                .containsEntry("resize.method", "crop")
                .containsEntry("resize.height", 240L)
                .containsEntry("resize.width", 320L)
                .containsEntry("tensor.dtype", "float32");
    }

    @ParameterizedTest
    @CsvSource({
        "a/b.csv, csv",
        "a/b.CSV.gz, csv",
        "a/*.jsonl.bz2, json",
        "b.txt.zst, images",
        "b.csv.deflate, csv",
        "b.csv.lz4, csv",
        "b.csv.snappy, csv",
        "b.csv.zip, images",
        "b.parquet.gz, images",
        "B.PARQUET, parquet",
        "c.jsonl, json",
        "d.orc, orc",
        "e.txt, text",
        "written-by-spark.csv/, csv",
        "pictures.d, images",
        "pictures, images",
        "'*.jpg', images"
    })
    void knowsAManifestByItsName(String input, String format) {
        assertThat(written(new JobSettings().places(input, "out"))).containsEntry("input.format", format);
        String job = "input.path: '" + input + "'\noutput.path: out\n";
        assertThat(JobOptionsFixture.written(job)).containsEntry("input.format", format);
        assertThat(JobOptionsFixture.written(JobOptionsFixture.MINIMAL, "input.path=" + input))
                .containsEntry("input.format", format);
        assertThat(JobOptionsFixture.written(job, "input.format=orc")).containsEntry("input.format", "orc");
    }

    @Test
    void givesWayToWhatIsSaid() {
        assertThat(written(new JobSettings()
                        .places("a.csv", "out")
                        .set("input.format=images")
                        .flag("--method", "resize.method", "squish")
                        .size("--size", "8")))
                .containsEntry("input.format", "images")
                .containsEntry("resize.method", "squish");
        String padded = JobOptionsFixture.MINIMAL + "resize: {method: pad, height: 3, width: 4}\n";
        JobSettings size = new JobSettings().size("--size", "8");
        assertThat(WrittenOptions.of(JobOptionsReader.resolve(JobFile.parse(padded, "job.yaml"), size, "job.yaml")))
                .containsEntry("resize.method", "pad")
                .containsEntry("resize.height", 8L);
    }

    @Test
    void takesTheSizeAwayWithTheResize() {
        String cropped = JobOptionsFixture.MINIMAL + "resize: {method: pad, height: 3, width: 4, pad-mode: zeros}\n";
        assertThat(JobOptionsFixture.written(cropped, "resize.method=none"))
                .containsEntry("resize.method", "none")
                .doesNotContainKeys("resize.height", "resize.width", "resize.pad-mode");
        assertThat(JobOptionsFixture.faults(cropped, "resize.method=none", "resize.height=5"))
                .containsExactly("resize.height means nothing while resize.method is none: 5 (--set)");
    }

    @Test
    void takesAListOfAFlagWithoutBrackets() {
        assertThat(written(new JobSettings().places("a.csv", "out").flag("--columns", "input.columns", "label, split")))
                .containsEntry("input.columns", List.of("label", "split"));
    }

    @Test
    void refusesASizeThatIsNone() {
        assertThatThrownBy(() -> new JobSettings().size("--size", "224px"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("--size is not a size: 224px");
    }

    @Test
    void hintsAtWhatIsMeant() {
        assertThat(JobOptionsFixture.faults(JobOptionsFixture.MINIMAL, "resize.size=224"))
                .containsExactly("resize.size is not an option (--set); did you mean resize.height and resize.width?");
        assertThat(JobOptionsFixture.faults(JobOptionsFixture.MINIMAL, "dtype=float32"))
                .containsExactly("dtype is not an option (--set); did you mean tensor.dtype?");
        assertThat(JobOptionsFixture.faults("input.path: C:\\Users\\me\noutput.path: out\n"))
                .singleElement()
                .asString()
                .contains("input.path must not be a path of Windows; in WSL the drive C: is /mnt/c");
        assertThat(JobOptionsFixture.faults("input.path: in/**/*.jpg\noutput.path: out\n"))
                .singleElement()
                .asString()
                .startsWith("input.path must not have **: a folder");
        assertThat(JobOptionsFixture.faults(
                        "input: {path: a.csv, format: csv}\noutput.path: out\n", "input.columns=label,split"))
                .containsExactly("input.columns takes a list in brackets, [label,split], or [\"label,split\"] for one:"
                        + " label,split (--set)");
    }

    @Test
    void writesAJobFileThatAmountsToTheSame(@TempDir Path folder) throws IOException {
        Path first = Files.writeString(folder.resolve("first.yaml"), """
                input: {path: 'a: "b" # c.csv', format: csv, columns: [label, '007', 'a, b']}
                output.path: out
                tensor.dtype: float16
                """);
        JobSettings settings = new JobSettings().size("--size", "224").set("tensor.dtype=float32");
        String text = JobOptionsReader.read(Optional.of(first), settings).text().get();
        Path second = Files.writeString(folder.resolve("second.yaml"), text);
        assertThat(JobOptionsReader.read(Optional.of(second), new JobSettings()).options())
                .isEqualTo(JobOptionsReader.read(Optional.of(first), settings).options());
        assertThat(text)
                .contains("tensor:\n  # " + OptionCatalog.TENSOR_DTYPE.help() + "\n  dtype: float32\n")
                .contains("resize:\n")
                .contains("  method: crop\n");
    }
}
