package dev.marquetry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.SparkSessions;
import dev.marquetry.options.JobOptions;
import dev.marquetry.options.JobOptionsReader;
import dev.marquetry.options.JobSettings;
import dev.marquetry.sample.SampleDataset;
import dev.marquetry.spark.DatasetConversion;
import dev.marquetry.spark.description.ConversionResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs every file of {@code jobs/} on a few pictures, with nothing changed but its paths. */
class JobsTest {
    private static final String PARTITIONED = "data/*/*.parquet";
    private static final String FLAT = "data/*.parquet";

    private static final Map<String, Expectation> EXPECTATIONS = Map.of(
            "quickstart.yaml",
                    new Expectation("manifest.csv", FLAT, "array<smallint>", 224 * 224 * 3, List.of("label", "split")),
            "labelled-float32.yaml",
                    new Expectation(
                            "manifest.parquet", PARTITIONED, "array<float>", 224 * 224 * 3, List.of("label", "split")),
            "archive-uint8.yaml", new Expectation("", FLAT, "array<smallint>", Expectation.ANY_LENGTH, List.of()),
            "s3-to-s3.yaml", new Expectation("manifest.csv", FLAT, "array<smallint>", 128 * 128 * 3, List.of("label")),
            "nightly.yaml",
                    new Expectation(
                            "*.json", PARTITIONED, "array<float>", 256 * 256 * 3, List.of("sku", "category", "etag")),
            "class-folders.yaml",
                    new Expectation(
                            "",
                            PARTITIONED,
                            "array<smallint>",
                            224 * 224 * 3,
                            List.of("label", "split", "label_index")),
            "embeddings.yaml", new Expectation("manifest.csv", FLAT, "array<float>", 3, List.of("label", "split")));

    /** What is written where the images' own arrays are not. */
    private static final Map<String, String> MODEL_COLUMNS = Map.of("embeddings.yaml", "embedding");

    @TempDir
    private static Path pictures;

    @TempDir
    private Path folder;

    /**
     * What a job is to give.
     *
     * @param input where its input is in the folder of the pictures
     * @param files a glob for the files of the output
     * @param type the type of the column of arrays, as Spark reads it
     * @param length the number of elements of each array
     * @param columns the columns that are carried through
     */
    private record Expectation(String input, String files, String type, int length, List<String> columns) {
        static final int ANY_LENGTH = -1;
    }

    @BeforeAll
    static void draw() throws IOException {
        Files.delete(pictures);
        SampleDataset.write(pictures, 22, 3);
        SparkSession spark = SparkSessions.shared();
        Dataset<Row> manifest = spark.read()
                .option("header", "true")
                .csv(pictures.resolve("manifest.csv").toString());
        manifest.withColumnRenamed("path", "file")
                .write()
                .parquet(pictures.resolve("manifest.parquet").toString());
        Dataset<Row> products = manifest.selectExpr(
                "path as image", "concat('sku-', path) as sku", "label as category", "md5(path) as etag");
        Files.write(pictures.resolve("monday.json"), products.limit(11).toJSON().collectAsList());
        Files.write(
                pictures.resolve("tuesday.json"), products.offset(11).toJSON().collectAsList());
    }

    @ParameterizedTest
    @MethodSource("files")
    void givesWhatItSays(Path file) throws IOException {
        Expectation expected = EXPECTATIONS.get(file.getFileName().toString());
        ConversionResult result = run(file, expected, folder.resolve("out"));
        assertThat(result.inputRows()).isEqualTo(22);
        assertThat(result.rejectedRows()).isBetween(1L, 3L);
        Dataset<Row> data = data(expected);
        assertThat(data.count()).isEqualTo(result.converted());
        String column = MODEL_COLUMNS.getOrDefault(file.getFileName().toString(), "image");
        assertThat(data.schema().apply(column).dataType().simpleString()).isEqualTo(expected.type());
        assertThat(List.of(data.columns()))
                .containsAll(expected.columns())
                .contains("path", "height", "width", "channels");
        String length = expected.length() == Expectation.ANY_LENGTH
                ? "height * width * channels"
                : Integer.toString(expected.length());
        assertThat(data.filter("size(" + column + ") != " + length).count()).isZero();
        assertThat(data.selectExpr("max(array_max(" + column + ")) > 0").head().getBoolean(0))
                .isTrue();
    }

    @Test
    void keepsWhatLastNightConverted() throws IOException {
        Path nightly = Path.of("jobs/nightly.yaml");
        Expectation expected = EXPECTATIONS.get("nightly.yaml");
        ConversionResult first = run(nightly, expected, folder.resolve("out"));
        ConversionResult second = run(nightly, expected, folder.resolve("out"));
        assertThat(second.converted()).isZero();
        assertThat(second.update().counts().same()).isEqualTo(first.converted());
        assertThat(second.update().counts().failed()).isEqualTo(first.rejectedRows());
        assertThat(data(expected).count()).isEqualTo(first.converted());
    }

    @Test
    void publishesNothingWhereMoreIsGoneThanTheNightlyJobAllows() throws IOException {
        Path nightly = Path.of("jobs/nightly.yaml");
        Expectation expected = EXPECTATIONS.get("nightly.yaml");
        ConversionResult before = run(nightly, expected, folder.resolve("out"));
        List<String> settings = settings(nightly, expected, folder.resolve("out"));
        settings.add("input.path=" + pictures.resolve("monday.json"));
        ConversionResult result = run(read(nightly, settings));
        assertThat(result.outcome().committed()).isEmpty();
        assertThat(result.outcome().excesses()).singleElement().asString().contains("output.max-loss");
        assertThat(data(expected).count()).isEqualTo(before.converted());
    }

    /** Some of the pictures cannot be converted. */
    @Test
    void publishesNothingWhereMoreIsRejectedThanTheJobAllows() throws IOException {
        Path file = Path.of("jobs/labelled-float32.yaml");
        Expectation expected = EXPECTATIONS.get("labelled-float32.yaml");
        ConversionResult before = run(file, expected, folder.resolve("out"));
        ConversionResult result = run(read(file, settings(file, expected, folder.resolve("new"))));
        assertThat(result.outcome().committed()).isEmpty();
        assertThat(result.outcome().excesses()).singleElement().asString().contains("rejects.max-ratio");
        assertThat(folder.resolve("new").toFile().list()).containsExactly("_failed");
        assertThat(data(expected).count()).isEqualTo(before.converted());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void runsTheCommandInItsComment(String command) throws IOException {
        List<String> words = new ArrayList<>(List.of(command.split(" && ", 2)[0].split(" +", -1)));
        assertThat(Path.of(words.remove(0))).isExecutable();
        if (words.get(0).equals("run")) {
            words.remove(0);
        }
        Path file = Path.of(words.remove(0));
        List<String> settings = new ArrayList<>();
        for (int index = 0; index < words.size(); index += 2) {
            String value = words.get(index + 1);
            switch (words.get(index)) {
                case "--set" -> settings.add(value);
                case "--properties-file" -> assertThat(Path.of(value)).isReadable();
                case "--deploy-mode", "--executor-memory" -> assertThat(value).isNotBlank();
                default -> throw new IllegalArgumentException(command);
            }
        }
        Expectation expected = EXPECTATIONS.get(file.getFileName().toString());
        settings.addAll(settings(file, expected, folder.resolve("out")));
        settings.add("rejects.max-ratio=0.2");
        assertThat(run(read(file, settings)).outcome().committed()).isPresent();
    }

    static List<String> commands() throws IOException {
        List<String> commands = new ArrayList<>();
        for (Path file : files()) {
            Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith("#   scripts/"))
                    .map(line -> line.substring(4))
                    .forEach(commands::add);
        }
        assertThat(commands).hasSizeGreaterThanOrEqualTo(files().size());
        return commands;
    }

    /** Runs a job with a limit that the pictures keep. */
    private static ConversionResult run(Path file, Expectation expected, Path output) throws IOException {
        List<String> settings = settings(file, expected, output);
        settings.add("rejects.max-ratio=0.2");
        return run(read(file, settings));
    }

    private static ConversionResult run(JobOptions options) throws IOException {
        try (DatasetConversion conversion = DatasetConversion.open(SparkSessions.shared(), options.conversion())) {
            return conversion.run((done, rejected) -> {});
        }
    }

    private static JobOptions read(Path file, List<String> settings) {
        return JobOptionsReader.read(Optional.of(file), JobSettings.of(settings))
                .options();
    }

    private static List<String> settings(Path file, Expectation expected, Path output) throws IOException {
        List<String> settings = new ArrayList<>();
        settings.add("input.path=" + (expected.input().isEmpty() ? pictures : pictures.resolve(expected.input())));
        settings.add("output.path=" + output);
        if (Files.readString(file).contains("\n  base:")) {
            settings.add("input.base=" + pictures);
        }
        if (MODEL_COLUMNS.containsKey(file.getFileName().toString())) {
            settings.add("model.path=src/test/resources/models/identify.pt");
        }
        return settings;
    }

    private Dataset<Row> data(Expectation expected) {
        String glob = folder.resolve("out") + "/" + expected.files();
        return SparkSessions.shared()
                .read()
                .format("marquetry")
                .option("basePath", folder.resolve("out/data").toString())
                .load(glob);
    }

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("jobs"))) {
            return files.sorted().toList();
        }
    }
}
