package dev.marquetry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.SparkSessions;
import dev.marquetry.show.NoiseDataset;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ShowCommandTest {
    private static final int SIDE = 9;

    @TempDir
    private static Path folder;

    private static Path pictures;
    private static String plain;
    private static String halves;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Path sheet = folder.resolve("sheet.png");

    @BeforeAll
    static void convert() throws IOException {
        pictures = folder.resolve("pictures");
        NoiseDataset.draw(pictures, 12, SIDE, 1);
        plain = folder.resolve("plain").toString();
        halves = folder.resolve("halves").toString();
        Map<String, Object> options = Map.of("resize.method", "squish", "resize.height", SIDE, "resize.width", SIDE);
        NoiseDataset.convert(pictures, Path.of(plain), options);
        NoiseDataset.convert(
                pictures,
                Path.of(halves),
                Map.of("tensor.dtype", "float16", "tensor.normalize", "imagenet", "output.partition-by", "label"));
    }

    @Test
    void drawsTheStoredPicturesPixelForPixel() throws IOException {
        assertThat(show(plain, "--count", "100")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).isEqualToIgnoringNewLines(sheet + ": 12 of 12 rows in " + plain);
        BufferedImage drawn = ImageIO.read(sheet.toFile());
        // Four across: the first picture is the first row of the file.
        BufferedImage first = drawn.getSubimage(4, 4, SIDE, SIDE);
        assertThat(numberOf(first)).isZero();
        assertThat(numberOf(drawn.getSubimage(4 + 3 * 13, 4 + 2 * 13, SIDE, SIDE)))
                .isEqualTo(11);
    }

    @Test
    void choosesBySeed() throws IOException {
        show(plain, "--count", "3");
        byte[] once = Files.readAllBytes(sheet);
        show(plain, "--count", "3");
        assertThat(Files.readAllBytes(sheet)).isEqualTo(once);
        show(plain, "--count", "3", "--seed", "5");
        assertThat(Files.readAllBytes(sheet)).isNotEqualTo(once);
        assertThat(out.toString()).contains(": 3 of 12 rows in ");
    }

    @Test
    void showsRowsThatFulfilACondition() throws IOException {
        for (String dataset : List.of(plain, halves)) {
            Files.deleteIfExists(sheet);
            assertThat(show(dataset, "--where", "label = 'a b=c/d' and number > 8 and width = 9"))
                    .as(err.toString())
                    .isEqualTo(ExitCode.DONE);
            assertThat(out.toString())
                    .contains(": 2 of 2 rows where label = 'a b=c/d' and number > 8 and width = 9, of 12 rows in "
                            + dataset);
            BufferedImage drawn = ImageIO.read(sheet.toFile());
            assertThat(List.of(
                            numberOf(drawn.getSubimage(4, 4, SIDE, SIDE)),
                            numberOf(drawn.getSubimage(4 + 13, 4, SIDE, SIDE))))
                    .containsExactlyInAnyOrder(9, 11);
        }
        assertThat(show(halves, "--count", "3", "--where", "number >= 2")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains(": 3 of 10 rows where number >= 2, of 12 rows in ");
    }

    @Test
    void saysThatAConditionFindsNothing() throws IOException {
        Files.deleteIfExists(sheet);
        assertThat(show(plain, "--where", "label is null")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("nothing to show: no row where label is null, of 12 rows, in " + plain);
        assertThat(sheet).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "lable = 'cat', A column or function parameter with name `lable` cannot be resolved.",
        "label = , Syntax error at or near end of input.",
        "label, 'Cannot resolve \"label\" due to data type mismatch: Filter expression \"label\" of type'",
        "size(image) > 3, A column or function parameter with name `image` cannot be resolved."
    })
    void refusesAConditionThatSparkDoesNotTake(String condition, String reason) {
        assertThat(show(plain, "--where", condition)).isEqualTo(ExitCode.USAGE);
        // Spark 4 has variables, too.
        assertThat(err.toString().replace("A column, variable, or function", "A column or function"))
                .contains("Spark does not take the condition: " + condition + "\n  cause: " + reason)
                .contains("the columns are path, label, number, height, width,")
                .doesNotContain("marquetry_", "\tat ");
        assertThat(err.toString().lines()).hasSize(3);
    }

    @Test
    void refusesColumnsWithoutPictures() {
        assertThat(show(plain, "--column", "image")).isEqualTo(ExitCode.DONE);
        assertThat(show(plain, "--column", "label")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains("there is no tensor column label", "the tensor columns are image (uint8 9 x 9 x 3, HWC)");
    }

    @Test
    void refusesWhatIsNoDataset() throws IOException {
        Path other = Files.createDirectories(folder.resolve("other"));
        Files.writeString(other.resolve("notes.txt"), "x");
        for (Path none : List.of(other, folder.resolve("nowhere"))) {
            assertThat(show(none.toString())).isEqualTo(ExitCode.USAGE);
            assertThat(err.toString()).contains("there is no dataset with commits at " + none);
        }
    }

    @Test
    void refusesAFileThatCannotBeWritten() {
        assertThat(execute(
                        "show",
                        plain,
                        "--out",
                        folder.resolve("missing/sheet.png").toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains("the sheet cannot be written: ", "cause: its folder does not exist")
                .doesNotContain("Exception");
        assertThat(show(plain, "--count", "0")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("must be a whole number from 1 to 1000: 0");
        assertThat(show(plain, "--rejects", "--where", "true")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--rejects lists all reasons");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.jpg", "a.JPEG", "a.webp", "a.gif", "a.bmp", "a.tif", "a.tiff"})
    void refusesTheNameOfAnotherFormat(String name) {
        Path other = folder.resolve(name);
        assertThat(execute("show", plain, "--out", other.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("it is written as PNG; give a name that ends in .png: " + other);
        assertThat(other).doesNotExist();
    }

    @Test
    void listsWhyRowsWereRejected() throws IOException {
        Path broken = folder.resolve("broken");
        Files.createDirectories(broken);
        StringBuilder manifest = new StringBuilder("path\n");
        for (int number = 0; number < 5; number++) {
            manifest.append("gone").append(number).append(".png\n");
        }
        Files.writeString(broken.resolve("text.png"), "no picture");
        Files.writeString(broken.resolve("manifest.csv"), manifest + "text.png\n");
        Path output = folder.resolve("rejected");
        NoiseDataset.convert(broken, output, Map.of("rejects.on-excess", "publish"));

        assertThat(show(output.toString(), "--rejects")).as(err.toString()).isEqualTo(ExitCode.DONE);
        List<String> lines = out.toString().lines().toList();
        assertThat(lines.subList(0, 2)).containsExactly("6 rejects in " + output, "  fetch NOT_FOUND: 5");
        assertThat(lines.subList(2, 5)).allSatisfy(line -> assertThat(line).matches("    gone\\d\\.png: .+"));
        assertThat(lines.get(5)).startsWith("  ").endsWith(": 1");
        assertThat(lines.get(6)).startsWith("    text.png: ");
        assertThat(lines).hasSize(7);

        assertThat(show(output.toString())).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("nothing to show: " + output + " has no rows");
        assertThat(show(output.toString(), "--where", "true")).isEqualTo(ExitCode.DONE);
    }

    @Test
    void startsNoSparkWithoutACondition() {
        SparkSession before = SparkSessions.shared();
        assertThat(show(plain)).isEqualTo(ExitCode.DONE);
        assertThat(before.sparkContext().isStopped()).isFalse();
    }

    private int numberOf(BufferedImage drawn) throws IOException {
        int[] pixels = drawn.getRGB(0, 0, SIDE, SIDE, null, 0, SIDE);
        for (int number = 0; number < 12; number++) {
            BufferedImage picture =
                    ImageIO.read(pictures.resolve(NoiseDataset.name(number)).toFile());
            if (Arrays.equals(picture.getRGB(0, 0, SIDE, SIDE, null, 0, SIDE), pixels)) {
                return number;
            }
        }
        return -1;
    }

    private int show(String... words) {
        String[] all = new String[words.length + 3];
        all[0] = "show";
        System.arraycopy(words, 0, all, 1, words.length);
        all[words.length + 1] = "--out";
        all[words.length + 2] = sheet.toString();
        return execute(all);
    }

    private int execute(String... arguments) {
        CommandLine commandLine = Main.commandLine(new SparkRunner(System.out))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
