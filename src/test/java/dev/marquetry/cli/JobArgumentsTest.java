package dev.marquetry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.options.JobOptions;
import dev.marquetry.options.WrittenOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.OptionSpec;

class JobArgumentsTest {
    private final StringWriter err = new StringWriter();
    private final List<Map<String, Object>> runs = new ArrayList<>();

    @TempDir
    private Path folder;

    private int execute(String... arguments) {
        Runner runner = new Runner() {
            @Override
            public int run(JobOptions options, Optional<String> master) {
                runs.add(WrittenOptions.of(options));
                return ExitCode.DONE;
            }

            @Override
            public int plan(JobOptions options, Optional<String> master) {
                return run(options, master);
            }
        };
        return Main.commandLine(runner).setErr(new PrintWriter(err, true)).execute(arguments);
    }

    @Test
    void runsWithoutAJobFile() {
        assertThat(execute(
                        "run",
                        "pictures",
                        "out",
                        "--size",
                        "224",
                        "--dtype",
                        "float32",
                        "--normalize",
                        "imagenet",
                        "--label",
                        "parent",
                        "--layout=CHW",
                        "--mode",
                        "overwrite",
                        "--set",
                        "output.image=true"))
                .isZero();
        assertThat(runs.get(0))
                .containsEntry("input.path", "pictures")
                .containsEntry("output.path", "out")
                .containsEntry("resize.method", "crop")
                .containsEntry("resize.width", 224L)
                .containsEntry("tensor.dtype", "float32")
                .containsEntry("tensor.normalize", "imagenet")
                .containsEntry("tensor.layout", "CHW")
                .containsEntry("derive.label", "parent")
                .containsEntry("output.mode", "overwrite");
    }

    @Test
    void plansWithoutAJobFile() {
        assertThat(execute("plan", "a.csv", "out", "--columns", "label,split", "--method", "none"))
                .isZero();
        assertThat(runs.get(0))
                .containsEntry("input.format", "csv")
                .containsEntry("input.columns", List.of("label", "split"));
    }

    @Test
    void hasItsFlagsOnTheSite() throws IOException {
        String page = Files.readString(Path.of("src/site/markdown/options.md"));
        List<String> flags = Main.commandLine(null).getSubcommands().get("run").getCommandSpec().options().stream()
                .map(OptionSpec::longestName)
                .filter(name -> !List.of("--help", "--version", "--master").contains(name))
                .toList();
        assertThat(flags)
                .hasSizeGreaterThan(8)
                .allSatisfy(name -> assertThat(page).contains("`" + name));
    }

    @Test
    void savesTheJobFileThatItAmountsTo() throws IOException {
        Path saved = folder.resolve("saved.yaml");
        assertThat(execute("run", "pictures", "out", "--size", "224", "--save", saved.toString()))
                .isZero();
        assertThat(execute("run", saved.toString())).isZero();
        assertThat(runs.get(1)).isEqualTo(runs.get(0));
        assertThat(execute("run", "pictures", "other", "--save", saved.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("the job file cannot be written: " + saved, "there is a file of this name");
        assertThat(Files.readString(saved)).doesNotContain("other");
        assertThat(execute(
                        "run",
                        "pictures",
                        "out",
                        "--save",
                        folder.resolve("no/such.yaml").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("cause: its folder does not exist").doesNotContain("Exception");
    }

    @Test
    void hintsAtWhatIsMissing() {
        assertThat(execute("run", folder.toString())).isEqualTo(2);
        assertThat(err.toString()).contains(folder + " is a folder, not a job file", "name the folder of the dataset");
        assertThat(execute("run", "a.jpg", "b.jpg", "out")).isEqualTo(2);
        assertThat(err.toString()).contains("3 paths are too many", "a glob stands in quotes");
        assertThat(execute("run", "a", "b", "--tensor.dtype", "float32")).isEqualTo(2);
        assertThat(err.toString()).contains("an option of a job is set by --set tensor.dtype=VALUE");
        assertThat(runs).isEmpty();
    }
}
