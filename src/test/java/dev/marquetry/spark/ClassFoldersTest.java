package dev.marquetry.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.marquetry.SparkSessions;
import dev.marquetry.dataset.CommitRecord;
import dev.marquetry.dataset.DatasetFolder;
import dev.marquetry.options.ConversionOptions;
import dev.marquetry.options.DerivedColumns;
import dev.marquetry.options.DerivedColumns.Label;
import dev.marquetry.options.DerivedColumns.LabelIndex;
import dev.marquetry.options.DerivedColumns.Split;
import dev.marquetry.options.InputFormat;
import dev.marquetry.options.LabelNames;
import dev.marquetry.options.OutputMode;
import dev.marquetry.options.SourceOptions;
import dev.marquetry.options.UserException;
import dev.marquetry.spark.publish.DatasetVerification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Datasets of folders of classes, whose columns are made of the paths. */
class ClassFoldersTest {
    private static final Path PICTURE = Path.of("src/test/resources/golden/png/rgb.png");
    private static final String EXOTIC = "a=b ü%20:c";

    private static final DerivedColumns COLUMNS = DerivedColumns.NONE
            .withLabel(Label.PARENT)
            .withIndex(LabelIndex.WRITTEN)
            .withSplit(Split.RANDOM)
            .withValidShare(0.5);

    @TempDir
    private Path folder;

    private final SparkSession spark = SparkSessions.shared();
    private SmallJob job;
    private String out;

    @BeforeEach
    void prepare() {
        out = folder.resolve("out").toString();
        job = new SmallJob(spark, folder, out);
    }

    @Test
    void becomeALabelledDatasetInFilesByLabelAndSplit() throws IOException {
        pictures("cat", 6);
        pictures(EXOTIC, 6);
        Files.writeString(folder.resolve("pictures/cat/broken.png"), "text");
        job.run(partitioned(OutputMode.ERROR, "split", "label"));
        List<Row> rows = rows("path", "label", "split", "label_index").collectAsList();
        assertThat(rows).hasSize(12).allSatisfy(row -> {
            String label = row.getString(0).substring(0, row.getString(0).indexOf('/'));
            assertThat(row.getString(1)).isEqualTo(label);
            assertThat(row.getInt(3)).isEqualTo(label.equals("cat") ? 1 : 0);
        });
        assertThat(rows).extracting(row -> row.getString(2)).contains("train", "valid");
        assertThat(spark.read()
                        .parquet(out + "/rejects")
                        .select("label", "label_index", "error")
                        .collectAsList())
                .extracting(row -> row.getString(0), row -> row.getInt(1), row -> row.getString(2))
                .containsExactly(tuple("cat", 1, "NOT_AN_IMAGE"));
        assertThat(DatasetVerification.verify(spark, out).findings()).isEmpty();
    }

    @Test
    void tellReadersTheNamesOfTheLabels() throws IOException {
        pictures("cat", 1);
        pictures(EXOTIC, 1);
        job.run(options(COLUMNS, OutputMode.ERROR));
        LabelNames names = new LabelNames(List.of(EXOTIC, "cat"));
        Dataset<Row> rows = rows("label_index");
        assertThat(LabelNames.fromMetadata(rows.schema().apply(0).metadata())).contains(names);
        assertThat(newest().description().labels()).isEqualTo(names.names());
        assertThat(Files.readString(Path.of(out, "README.md")))
                .contains("class_label:")
                .contains("labels = [\"" + EXOTIC + "\", \"cat\"]");
    }

    @Test
    void keepTheNumbersOfTheirLabelsAndTheSidesOfTheirPicturesAsTheyGrow() throws IOException {
        pictures("dog", 6);
        pictures("cat", 6);
        job.run(options(COLUMNS, OutputMode.ERROR));
        Map<String, List<Object>> before = byPath();
        move("pictures/dog", "gone");
        move("pictures/cat", "gone");
        pictures("dog", 12, 6);
        pictures("ant", 3);
        pictures("bee", 3);
        job.run(options(COLUMNS, OutputMode.APPEND));
        assertThat(newest().description().labels()).containsExactly("cat", "dog", "ant", "bee");
        assertThat(byPath()).hasSize(24).containsAllEntriesOf(before);
        assertThat(rows("label", "label_index")
                        .distinct()
                        .orderBy("label_index")
                        .collectAsList())
                .extracting(row -> row.getString(0), row -> row.getInt(1))
                .containsExactly(tuple("cat", 0), tuple("dog", 1), tuple("ant", 2), tuple("bee", 3));
        assertThat(Files.readString(Path.of(out, "README.md"))).contains("[\"cat\", \"dog\", \"ant\", \"bee\"]");
        assertThat(DatasetVerification.verify(spark, out).findings()).isEmpty();
        // A dataset that is written anew is numbered anew.
        job.run(options(COLUMNS, OutputMode.OVERWRITE));
        assertThat(newest().description().labels()).containsExactly("ant", "bee", "dog");
    }

    @Test
    void refuseAnAppendWithOtherColumnsOfThePath() throws IOException {
        pictures("cat", 2);
        job.run(options(COLUMNS, OutputMode.ERROR));
        move("pictures/cat", "gone");
        pictures("dog", 1);
        for (DerivedColumns other : List.of(
                COLUMNS.withSeed(1),
                COLUMNS.withValidShare(0.2),
                COLUMNS.withSplit(Split.GRANDPARENT),
                COLUMNS.withIndex(LabelIndex.OMITTED),
                DerivedColumns.NONE)) {
            assertThatThrownBy(() -> job.run(options(other, OutputMode.APPEND)))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("output.path holds arrays of another conversion")
                    .hasMessageContaining("its derive.");
        }
        job.run(options(COLUMNS, OutputMode.APPEND));
        assertThat(newest().data().totalRows()).isEqualTo(3);
    }

    @Test
    void refuseARunWhoseNumbersAnotherRunHasGivenAway() throws IOException {
        pictures("cat", 1);
        job.run(options(COLUMNS, OutputMode.ERROR));
        move("pictures/cat", "gone");
        pictures("dog", 1);
        try (DatasetConversion late = DatasetConversion.open(spark, options(COLUMNS, OutputMode.APPEND))) {
            move("pictures/dog", "later");
            pictures("ant", 1);
            job.run(options(COLUMNS, OutputMode.APPEND));
            assertThatThrownBy(() -> late.run((done, rejected) -> {}))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("another run has added labels since this one began");
        }
        assertThat(newest().description().labels()).containsExactly("cat", "ant");
    }

    @Test
    void labelAManifestThatCarriesColumnsOfAnyName() throws IOException {
        pictures("cat", 2);
        Files.writeString(
                folder.resolve("pictures/manifest.csv"), "file,path,length\ncat/0.png,x,1\ncat/1.png,y,2\n,z,3\n");
        SourceOptions source = SourceOptions.of(folder + "/pictures/manifest.csv", InputFormat.CSV)
                .withPathColumn("file")
                .withDerived(COLUMNS);
        ConversionOptions options = job.options(source, OutputMode.ERROR);
        job.run(options.withOutput(options.output().withPathColumn("picture").withPartitionBy(List.of("label"))));
        assertThat(rows("picture", "path", "length", "label", "label_index")
                        .orderBy("path")
                        .collectAsList())
                .extracting(Row::toString)
                .containsExactly("[cat/0.png,x,1,cat,0]", "[cat/1.png,y,2,cat,0]");
        assertThat(spark.read()
                        .parquet(out + "/rejects")
                        .select("label", "split", "label_index")
                        .first())
                .extracting(Row::toString)
                .isEqualTo("[null,null,null]");
    }

    @Test
    void labelPicturesWhoseBytesAreInAColumn() throws IOException {
        pictures("cat", 2);
        pictures("dog", 1);
        String manifest = folder.resolve("bytes").toString();
        spark.read()
                .format("binaryFile")
                .option("recursiveFileLookup", "true")
                .load(folder + "/pictures")
                .select("path", "content")
                .write()
                .parquet(manifest);
        SourceOptions source = SourceOptions.of(manifest, InputFormat.PARQUET)
                .withContentColumn("content")
                .withDerived(COLUMNS);
        job.run(job.options(source, OutputMode.ERROR));
        assertThat(rows("label", "label_index").orderBy("label_index").collectAsList())
                .extracting(Row::toString)
                .containsExactly("[cat,0]", "[cat,0]", "[dog,1]");
        assertThat(DatasetVerification.verify(spark, out).findings()).isEmpty();
    }

    private Map<String, List<Object>> byPath() {
        Map<String, List<Object>> rows = new HashMap<>();
        for (Row row : rows("path", "label", "split", "label_index").collectAsList()) {
            rows.put(row.getString(0), List.of(row.getString(1), row.getString(2), row.getInt(3)));
        }
        return rows;
    }

    private Dataset<Row> rows(String... columns) {
        return spark.read().parquet(out + "/data").selectExpr(columns);
    }

    private CommitRecord newest() throws IOException {
        return new DatasetFolder(out, spark.sessionState().newHadoopConf())
                .newest()
                .orElseThrow();
    }

    private ConversionOptions options(DerivedColumns columns, OutputMode mode) {
        return job.options(
                SourceOptions.of(folder.resolve("pictures").toString(), InputFormat.IMAGES)
                        .withDerived(columns),
                mode);
    }

    private ConversionOptions partitioned(OutputMode mode, String... columns) {
        ConversionOptions options = options(COLUMNS, mode);
        return options.withOutput(options.output().withPartitionBy(List.of(columns)));
    }

    private void pictures(String label, int count) throws IOException {
        pictures(label, count, 0);
    }

    private void pictures(String label, int end, int first) throws IOException {
        Path labelled = Files.createDirectories(folder.resolve("pictures").resolve(label));
        for (int number = first; number < end; number++) {
            Files.copy(PICTURE, labelled.resolve(number + ".png"));
        }
    }

    private void move(String from, String below) throws IOException {
        Path target = Files.createDirectories(folder.resolve(below));
        Path source = folder.resolve(from);
        Files.move(source, target.resolve(source.getFileName()));
    }
}
