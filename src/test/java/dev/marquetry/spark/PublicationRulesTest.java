package dev.marquetry.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.marquetry.SparkSessions;
import dev.marquetry.options.ConversionOptions;
import dev.marquetry.options.DuplicatePolicy;
import dev.marquetry.options.ExcessPolicy;
import dev.marquetry.options.InputFormat;
import dev.marquetry.options.Limits;
import dev.marquetry.options.OutputMode;
import dev.marquetry.options.PublishOptions;
import dev.marquetry.options.SourceOptions;
import dev.marquetry.options.Takeover;
import dev.marquetry.options.UserException;
import dev.marquetry.spark.description.ConversionResult;
import dev.marquetry.spark.publish.DatasetVerification;
import dev.marquetry.spark.publish.OutputOutlook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What has to hold before a run publishes, and what stands there after it. */
class PublicationRulesTest {
    private static final PublishOptions PUBLISH_ANYWAY =
            PublishOptions.DEFAULT.withLimits(Limits.DEFAULT.withOnExcess(ExcessPolicy.PUBLISH));

    private final SparkSession spark = SparkSessions.shared();

    @TempDir
    Path folder;

    private Path out;
    private SmallJob job;

    @BeforeEach
    void prepare() {
        out = folder.resolve("out");
        job = new SmallJob(spark, folder, out.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"vanished", "half", "manifest", "folder"})
    void keepsLastNightsDatasetWhereTheInputIsNotWhatItWas(String loss) throws IOException {
        run(OutputMode.ERROR, "a", "b", "c", "d");
        List<String> before = files("data");
        Files.createDirectories(folder.resolve("empty"));
        ConversionOptions options = switch (loss) {
            case "vanished" -> job.options(job.manifest("gone-1", "gone-2", "gone-3", "gone-4"), OutputMode.OVERWRITE);
            case "half" -> job.options(job.manifest("a"), OutputMode.OVERWRITE);
            case "manifest" -> job.options(job.manifest(), OutputMode.OVERWRITE);
            case "folder" ->
                job.options(
                        SourceOptions.of(folder.resolve("empty").toString(), InputFormat.IMAGES), OutputMode.OVERWRITE);
            default -> throw new IllegalArgumentException(loss);
        };
        ConversionResult result = job.run(options);
        assertThat(result.outcome().committed()).isEmpty();
        assertThat(result.outcome().excesses())
                .isNotEmpty()
                .anyMatch(text -> text.contains("the dataset holds 4 rows"));
        assertThat(files("data")).isEqualTo(before);
        assertThat(Path.of(result.outcome().failedFolder().substring("file:".length()), "report/run.json"))
                .exists();
        assertThat(job.labels()).containsExactly("a", "b", "c", "d");
        assertThat(findings()).isEmpty();
        assertThat(job.outlook(options).refusals()).as("the limit comes first").isEmpty();
        assertThat(job.outlook(options).excesses().isEmpty())
                .as("the count alone shows it")
                .isEqualTo(loss.equals("vanished"));
    }

    @Test
    void keepsTheRejectsOfARunThatALimitStopped() throws IOException {
        ConversionResult result = run(OutputMode.ERROR, "gone-1", "gone-2");
        assertThat(result.outcome().excesses())
                .containsExactly("none of 2 rows gave an array, so the dataset would hold none");
        assertThat(out.toFile().list()).containsExactly("_failed");
        assertThat(spark.read()
                        .parquet(result.outcome().failedFolder() + "/rejects")
                        .select("error")
                        .distinct()
                        .collectAsList())
                .singleElement()
                .satisfies(row -> assertThat(row.getString(0)).isEqualTo("NOT_FOUND"));
        run(OutputMode.ERROR, "a");
        assertThat(job.labels()).containsExactly("a");
    }

    @Test
    void publishesWhatExceedsALimitWhereThatIsAskedFor() throws IOException {
        run(OutputMode.ERROR, "a", "b", "c", "d");
        ConversionResult result =
                job.run(job.options(job.manifest("a"), OutputMode.OVERWRITE).withPublish(PUBLISH_ANYWAY));
        assertThat(result.outcome().committed()).isPresent();
        assertThat(result.outcome().excesses()).hasSize(2);
        assertThat(job.labels()).containsExactly("a");
    }

    @Test
    void givesAnEmptyPartitionedDatasetAFileWithItsSchemaUntilItHasRows() throws IOException {
        job.partitionedByLabel();
        job.run(job.options(job.manifest("gone-1"), OutputMode.ERROR).withPublish(PUBLISH_ANYWAY));
        assertThat(files("data")).singleElement().asString().endsWith(".parquet");
        assertThat(spark.read().parquet(out + "/data").schema().fieldNames()).contains("path", "label", "image");
        assertThat(findings()).isEmpty();
        run(OutputMode.APPEND, "a", "b");
        assertThat(files("data")).hasSize(2).allMatch(name -> name.startsWith("label="));
        assertThat(job.labels()).containsExactly("a", "b");
        assertThat(findings()).isEmpty();
    }

    @Test
    void addsNoFileWithoutRows() throws IOException {
        run(OutputMode.ERROR, "a");
        List<String> before = files("data");
        job.run(job.options(job.manifest("gone-1"), OutputMode.APPEND).withPublish(PUBLISH_ANYWAY));
        assertThat(files("data")).isEqualTo(before);
        assertThat(findings()).isEmpty();
    }

    @Test
    void takesAPathThatWasRejectedBeforeButNoneThatStands() throws IOException {
        run(OutputMode.ERROR, "a", "gone-later");
        Files.copy(folder.resolve("a.png"), folder.resolve("gone-later.png"));
        run(OutputMode.APPEND, "gone-later");
        assertThat(job.labels()).containsExactly("a", "gone-later");
        assertThatThrownBy(() -> run(OutputMode.APPEND, "a", "new", "gone-later"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("2 rows of the dataset have paths that this append would add again")
                .hasMessageContaining("a.png")
                .hasMessageContaining("gone-later.png");
        assertThat(job.outlook(job.options(job.manifest("a"), OutputMode.APPEND))
                        .refusals())
                .as("a plan says so, too")
                .hasSize(1);
        assertThat(job.labels()).containsExactly("a", "gone-later");
        assertThat(findings()).isEmpty();
    }

    @Test
    void addsAPictureTwiceWhereThatIsAskedFor() throws IOException {
        run(OutputMode.ERROR, "a");
        job.run(job.options(job.manifest("a"), OutputMode.APPEND)
                .withPublish(PublishOptions.DEFAULT.withDuplicates(DuplicatePolicy.KEEP)));
        assertThat(job.labels()).containsExactly("a", "a");
        assertThatThrownBy(() -> run(OutputMode.ERROR, "a")).hasMessageContaining("output.path exists");
        run(OutputMode.OVERWRITE, "a");
        assertThat(job.labels()).containsExactly("a");
    }

    @Test
    void appendsAFolderBesideTheOneOfBeforeByTheBaseOfBoth() throws IOException {
        for (String name : List.of("monday", "tuesday")) {
            Files.createDirectories(folder.resolve("days/" + name));
            Files.copy(Path.of("src/test/resources/golden/png/rgb.png"), folder.resolve("days/" + name + "/1.png"));
        }
        String base = folder.resolve("days").toString();
        job.run(job.options(day("monday").withBase(base), OutputMode.ERROR));
        assertThatThrownBy(() -> job.run(job.options(day("tuesday"), OutputMode.APPEND)))
                .hasMessageContaining("input.base");
        job.run(job.options(day("tuesday").withBase(base), OutputMode.APPEND));
        assertThat(spark.read()
                        .parquet(out + "/data")
                        .select("path")
                        .as(Encoders.STRING())
                        .collectAsList())
                .containsExactlyInAnyOrder("monday/1.png", "tuesday/1.png");
        assertThatThrownBy(
                        () -> job.run(job.options(day("tuesday").withBase(folder + "/elsewhere"), OutputMode.APPEND)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("input.base is not above input.path");
    }

    private SourceOptions day(String name) {
        return SourceOptions.of(folder.resolve("days/" + name).toString(), InputFormat.IMAGES);
    }

    @Test
    void refusesToAppendPicturesBelowAnotherRootUnlessTheyMoved() throws IOException {
        run(OutputMode.ERROR, "a");
        Path moved = Files.createDirectory(folder.resolve("moved"));
        Files.copy(folder.resolve("a.png"), moved.resolve("b.png"));
        Files.writeString(moved.resolve("manifest.csv"), "path,label\nb.png,b\n");
        ConversionOptions options = job.options(moved + "/manifest.csv", OutputMode.APPEND);
        assertThatThrownBy(() -> job.run(options))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("its paths are relative to file:" + folder)
                .hasMessageContaining("the input's to file:" + moved)
                .hasMessageContaining("input.rebase");
        job.run(options.withPublish(PublishOptions.DEFAULT.withOtherRoot(PublishOptions.OtherRoot.MOVED)));
        assertThat(job.labels()).containsExactly("a", "b");
    }

    @Test
    void refusesToAppendOtherColumns() throws IOException {
        run(OutputMode.ERROR, "a");
        Files.writeString(folder.resolve("wider.csv"), "path,label,more\nb.png,b,1\n");
        assertThatThrownBy(() -> job.run(job.options(folder + "/wider.csv", OutputMode.APPEND)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("output.path holds other columns")
                .hasMessageContaining("more string");
    }

    @Test
    void readsPartitionsOfEveryTypeBack() throws IOException {
        String picture = Path.of("src/test/resources/golden/png/rgb.png")
                .toAbsolutePath()
                .toString();
        String manifest = folder.resolve("typed").toString();
        spark.sql("SELECT '" + picture + "' AS path, DATE'0999-02-03' AS day,"
                        + " TIMESTAMP'1969-12-31 23:59:59.000001' AS taken, 10.10BD AS price, 12345678901L AS id,"
                        + " true AS good, 0.1D AS ratio, label, array(1, 2) AS numbers"
                        + " FROM VALUES ('a=b/c ü%'), (''), (NULL) AS labels(label)")
                .write()
                .format("marquetry")
                .save(manifest);
        ConversionOptions options = job.options(SourceOptions.of(manifest, InputFormat.PARQUET), OutputMode.ERROR);
        job.run(options.withOutput(
                options.output().withPartitionBy(List.of("day", "taken", "price", "id", "good", "ratio", "label"))));
        assertThat(files("data")).hasSize(2);
        assertThat(findings()).isEmpty();
    }

    @Test
    void refusesADatasetOfTheFirstVersionButOverwritesIt() throws IOException {
        Files.createDirectories(out.resolve("data"));
        Files.createDirectories(out.resolve("report"));
        Files.writeString(out.resolve("report/run.json"), "{}");
        spark.range(2).coalesce(1).write().mode("overwrite").parquet(out + "/data");
        Files.deleteIfExists(out.resolve("data/_SUCCESS"));
        assertThatThrownBy(() -> run(OutputMode.APPEND, "a"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("a dataset of an older version")
                .hasMessageContaining("output.mode overwrite");
        run(OutputMode.OVERWRITE, "a", "b");
        assertThat(job.labels()).containsExactly("a", "b");
        assertThat(files("data")).allMatch(name -> !name.endsWith(".crc")).hasSize(1);
    }

    @Test
    void namesTheColumnOfPathsAsAskedFor() throws IOException {
        ConversionOptions options = job.options(job.manifest("a"), OutputMode.ERROR);
        job.run(options.withOutput(options.output().withPathColumn("file")));
        assertThat(spark.read().parquet(out + "/data").select("file").first().getString(0))
                .isEqualTo("a.png");
        assertThat(spark.read().parquet(out + "/rejects").columns())
                .contains("file")
                .doesNotContain("path");
        assertThat(findings()).isEmpty();
    }

    @Test
    void saysWhatTheFileWasThatWasRead() throws IOException {
        Path pictures = Files.createDirectory(folder.resolve("pictures"));
        Files.copy(Path.of("src/test/resources/golden/png/rgb.png"), pictures.resolve("a.png"));
        Files.writeString(pictures.resolve("b.png"), "no picture");
        job.run(job.options(SourceOptions.of(pictures.toString(), InputFormat.IMAGES), OutputMode.ERROR));
        Row binary = spark.read()
                .format("binaryFile")
                .load(pictures + "/a.png")
                .selectExpr("length", "modificationTime", "xxhash64(content)")
                .first();
        Row row = spark.read()
                .parquet(out + "/data")
                .selectExpr("source_length", "source_modified", "source_hash", "path")
                .first();
        assertThat(row.getLong(0)).isEqualTo(binary.getLong(0));
        assertThat(row.getTimestamp(1)).isEqualTo(binary.getTimestamp(1));
        assertThat(row.getLong(2)).isEqualTo(binary.getLong(2));
        assertThat(row.getString(3)).isEqualTo("a.png");
        Row reject = spark.read()
                .parquet(out + "/rejects")
                .selectExpr("path", "source_length", "source_modified", "source_hash", "error")
                .first();
        assertThat(reject.getString(0)).isEqualTo("b.png");
        assertThat(reject.getLong(1)).isEqualTo(10);
        assertThat(reject.<Timestamp>getAs(2)).isNotNull();
        assertThat(reject.isNullAt(3)).isFalse();
    }

    @Test
    void saysWhatARunWouldDo() throws IOException {
        run(OutputMode.ERROR, "a", "b");
        OutputOutlook over = job.outlook(job.options(job.manifest("c", "d", "e"), OutputMode.OVERWRITE));
        assertThat(List.of(over.standing(), over.added(), over.removedRows(), (long) over.removedFiles()))
                .containsExactly(2L, 3L, 2L, 1L);
        assertThat(over.refusals()).isEmpty();
        OutputOutlook refused = job.outlook(job.options(job.manifest("c"), OutputMode.ERROR));
        assertThat(refused.refusals())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal).hasMessageContaining("output.path exists"));
    }

    @Test
    void findsWhateverIsNotAsTheCommitSays() throws IOException {
        run(OutputMode.ERROR, "a", "b");
        Path file = out.resolve("data").resolve(files("data").get(0));
        byte[] whole = Files.readAllBytes(file);
        assertThat(findings()).isEmpty();

        byte[] flipped = whole.clone();
        flipped[whole.length / 3] ^= 1;
        Files.write(file, flipped);
        assertThat(findings())
                .singleElement()
                .asString()
                .contains(file.getFileName().toString());

        Files.delete(file);
        assertThat(findings()).singleElement().asString().startsWith("missing: data/");

        Files.write(file, whole);
        Files.write(out.resolve("data/stranger.parquet"), whole);
        assertThat(findings()).containsExactly("no run wrote data/stranger.parquet, and no commit lists it");
        Files.delete(out.resolve("data/stranger.parquet"));

        Files.delete(out.resolve("_SUCCESS"));
        assertThat(findings()).singleElement().asString().contains("marquetry repair would finish commit 1");
    }

    @Test
    void findsRowsThatAreNotThoseOfTheInput() throws IOException {
        run(OutputMode.ERROR, "a", "b");
        Path record = out.resolve("_commits/1.json");
        ObjectMapper json = new ObjectMapper();
        JsonNode commit = json.readTree(record.toFile());
        ObjectNode sums = (ObjectNode) commit.at("/data/sums");
        sums.put("first", sums.get("first").asLong() + 1);
        json.writeValue(record.toFile(), commit);
        assertThat(findings()).singleElement().asString().startsWith("the checksum of the rows in data/ is");
    }

    private ConversionResult run(OutputMode mode, String... labels) throws IOException {
        return job.run(mode, Takeover.OF_THE_DEAD, labels);
    }

    private List<String> findings() throws IOException {
        return DatasetVerification.verify(spark, out.toString()).findings();
    }

    private List<String> files(String below) throws IOException {
        Path where = out.resolve(below);
        try (Stream<Path> files = Files.walk(where)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> where.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
