package dev.marquetry.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marquetry.SparkSessions;
import dev.marquetry.dataset.CommitRecord;
import dev.marquetry.dataset.FileSizes;
import dev.marquetry.dataset.UpdateCounts;
import dev.marquetry.options.DType;
import dev.marquetry.options.InputFormat;
import dev.marquetry.options.Limits;
import dev.marquetry.options.OutputMode;
import dev.marquetry.options.OutputOptions;
import dev.marquetry.options.PublishOptions;
import dev.marquetry.options.SourceOptions;
import dev.marquetry.options.Takeover;
import dev.marquetry.options.TensorOptions;
import dev.marquetry.options.UpdateOptions;
import dev.marquetry.options.UserException;
import dev.marquetry.spark.description.ConversionResult;
import dev.marquetry.spark.publish.OutputOutlook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an update notices, what it refuses, and what stops it. */
class UpdateRulesTest {
    private static final UpdateOptions FRESH =
            new UpdateOptions(UpdateOptions.Retry.ALL, UpdateOptions.Gone.REMOVE, 100);

    private final SparkSession spark = SparkSessions.shared();

    @TempDir
    Path folder;

    private NightlyFolder night;

    @BeforeEach
    void prepare() throws IOException {
        night = new NightlyFolder(
                spark, folder.resolve("pictures"), folder.resolve("out").toString());
    }

    private SourceOptions manifest(String... lines) throws IOException {
        Path file = Files.write(folder.resolve("manifest.csv"), List.of(lines));
        return SourceOptions.of(file.toString(), InputFormat.CSV).withBase(folder.resolve("pictures") + "");
    }

    private OutputOutlook outlook() throws IOException {
        try (DatasetConversion conversion =
                DatasetConversion.open(spark, night.options(OutputMode.UPDATE, night.output()))) {
            return conversion.outlook();
        }
    }

    @Test
    void knowsAnImageByPathAndCarriedColumnsWhereNothingElseIsKnown() throws IOException {
        night.put("a.png", 1);
        night.put("b.png", 2);
        night.reading(manifest("path,label", "a.png,x", "b.png,x")).update();
        night.put("a.png", 100);
        night.reading(manifest("path,label", "a.png,x", "b.png,y"));
        OutputOutlook outlook = outlook();
        assertThat(outlook.update().byPathAlone()).isTrue();
        assertThat(outlook.update().counts()).isEqualTo(new UpdateCounts(0, 1, 0, 0, 0, 1, 0, 0));
        assertThat(night.update().converted()).isEqualTo(1);
        assertThat(night.rows()).hasSize(2).anyMatch(row -> row.contains("\"label\":\"y\""));
    }

    @Test
    void takesTheLengthAndVersionOfAManifestForWhatTheyAre() throws IOException {
        night.put("a.png", 1);
        night.put("b.png", 2);
        String header = "path,bytes,etag";
        SourceOptions columns = manifest(header, "a.png," + length("a.png") + ",v1", "b.png,7,v1")
                .withLengthColumn("bytes")
                .withModifiedColumn("etag")
                .withColumns(List.of());
        assertThat(night.reading(columns).update().converted()).isEqualTo(2);
        // A length that is wrong each time is no change.
        assertThat(night.update().update().counts()).isEqualTo(new UpdateCounts(0, 0, 0, 0, 0, 2, 0, 0));
        manifest(header, "a.png," + length("a.png") + ",v2", "b.png,7,v1");
        assertThat(night.update().update().counts()).isEqualTo(new UpdateCounts(0, 1, 0, 0, 0, 1, 0, 0));
        assertThat(night.findings()).isEmpty();
    }

    private long length(String name) throws IOException {
        return Files.size(night.file(name));
    }

    @Test
    void takesTheTimeOfAManifestForTheTimeOfModification() throws IOException {
        night.put("a.png", 1);
        night.put("b.png", 2);
        String file = folder.resolve("manifest.parquet").toString();
        SourceOptions source = SourceOptions.of(file, InputFormat.PARQUET)
                .withBase(folder.resolve("pictures").toString())
                .withModifiedColumn("at");
        night.reading(source);
        String rows =
                "SELECT * FROM VALUES ('a.png', TIMESTAMP '%s'), ('b.png', TIMESTAMP '2024-01-01') AS t(path, at)";
        spark.sql(String.format(rows, "2024-01-01")).write().parquet(file);
        night.update();
        assertThat(night.rows()).allMatch(row -> row.contains("\"source_modified\":\"2024-01-01T"));
        spark.sql(String.format(rows, "2024-02-02")).write().mode("overwrite").parquet(file);
        ConversionResult touched = night.update();
        assertThat(touched.update().counts()).isEqualTo(new UpdateCounts(0, 0, 1, 0, 0, 1, 0, 0));
        assertThat(touched.converted()).isZero();
        assertThat(night.rows()).isEqualTo(night.freshRows());
    }

    @Test
    void triesAgainWhatMayHealAndOnlyThat() throws IOException {
        night.breakFile("broken.png");
        night.put("a.png", 1);
        night.reading(manifest("path", "a.png", "missing.png", "broken.png"));
        night.update();
        night.put("missing.png", 2);
        night.put("broken.png", 3);
        ConversionResult result = night.update();
        assertThat(result.update().counts()).isEqualTo(new UpdateCounts(0, 0, 0, 2, 1, 1, 0, 0));
        assertThat(result.converted()).isEqualTo(1);
        night.updating(new UpdateOptions(UpdateOptions.Retry.NONE, UpdateOptions.Gone.KEEP, 10));
        assertThat(night.update().update().counts()).isEqualTo(new UpdateCounts(0, 0, 0, 1, 0, 2, 0, 0));
        night.updating(FRESH);
        assertThat(night.update().converted()).isEqualTo(1);
        assertThat(night.rows()).isEqualTo(night.freshRows());
        assertThat(night.findings()).isEmpty();
    }

    @Test
    void doesNotConvertAgainForALengthThatIsCarriedAndNotedWrongly() throws IOException {
        night.put("a.png", 1);
        night.reading(manifest("path,bytes", "a.png,7").withLengthColumn("bytes"))
                .update();
        ConversionResult again = night.update();
        assertThat(again.update().counts()).isEqualTo(new UpdateCounts(0, 0, 0, 0, 0, 1, 0, 0));
        assertThat(again.outcome().commitNumber()).contains(1L);
    }

    @Test
    void compactsToTheSizesThatTheLastRunWrote() throws IOException {
        for (int picture = 0; picture < 2; picture++) {
            night.put(picture + ".png", picture);
            night.writing(output -> output.withFileSize(2000)).update();
        }
        assertThat(DatasetCompaction.compact(
                        spark, night.output(), DatasetCompaction.Sizes.AS_WRITTEN, Takeover.OF_THE_DEAD))
                .as("no file is small")
                .isEmpty();
        DatasetCompaction.Sizes large = new DatasetCompaction.Sizes(Optional.of(1L << 20), Optional.empty());
        CommitRecord commit = DatasetCompaction.compact(spark, night.output(), large, Takeover.OF_THE_DEAD)
                .orElseThrow();
        assertThat(commit.data().files()).hasSize(1);
        assertThat(commit.sizes()).isEqualTo(new FileSizes(1 << 20, OutputOptions.DEFAULT_ROW_GROUP_SIZE));
        assertThat(night.findings()).isEmpty();
    }

    @Test
    void noticesAFileThatChangesTwiceInTheSecondOfItsListing() throws IOException {
        night.put("a.png", 1);
        FileTime now = FileTime.from(Instant.ofEpochSecond(Instant.now().getEpochSecond()));
        Files.setLastModifiedTime(night.file("a.png"), now);
        night.update();
        byte[] other = Files.readAllBytes(night.file("a.png"));
        other[other.length - 20] ^= 1;
        Files.write(night.file("a.png"), other);
        Files.setLastModifiedTime(night.file("a.png"), now);
        assertThat(night.update().update().counts().changed()).isEqualTo(1);
    }

    @Test
    void refusesAPathThatIsThereTwice() throws IOException {
        night.put("a.png", 1);
        night.reading(manifest("path", "a.png", "b.png", "a.png", "a.png", "b.png"));
        assertThatThrownBy(night::update)
                .isInstanceOfSatisfying(
                        UserException.class, fault -> assertThat(fault.kind()).isEqualTo(UserException.Kind.USAGE))
                .hasMessageContaining("2 paths more than once")
                .hasMessageContaining("a.png, b.png");
        assertThat(Files.exists(folder.resolve("out/data"))).isFalse();
    }

    @Test
    void namesTheOptionThatIsAnotherThanTheDatasets() throws IOException {
        night.put("a.png", 1);
        night.update();
        night.making(TensorOptions.of(DType.FLOAT32));
        assertThatThrownBy(night::update)
                .hasMessageContaining("its tensor.dtype is uint8, and the job's float32")
                .hasMessageContaining("overwrite");
        assertThat(outlook().refusals()).hasSize(1);
    }

    @Test
    void isStoppedWhereTooManyImagesAreGone() throws IOException {
        for (int picture = 0; picture < 4; picture++) {
            night.put(picture + ".png", picture);
        }
        night.update();
        List<String> rows = night.rows();
        night.within(Limits.DEFAULT);
        night.delete("0.png");
        night.delete("1.png");
        assertThat(night.update().update().counts().gone()).isEqualTo(2);
        night.delete("2.png");
        ConversionResult stopped = night.update();
        assertThat(stopped.outcome().excesses()).hasSize(1);
        assertThat(stopped.outcome().excesses().get(0)).contains("lacks the images of 3 of the dataset's 4 rows");
        assertThat(stopped.outcome().failedFolder()).isNotNull();
        assertThat(outlook().excesses()).hasSize(1);
        assertThat(night.rows()).isEqualTo(rows);
        night.delete("3.png");
        assertThat(outlook().excesses()).hasSize(1);
        assertThat(outlook().refusals()).as("the limit comes first").isEmpty();
        assertThat(night.update().outcome().committed()).isEmpty();
        assertThat(night.rows()).isEqualTo(rows);
    }

    @Test
    void isStoppedByTheBatchThatRejectsTooManyAndKeepsTheBatchesBefore() throws IOException {
        for (int picture = 0; picture < 4; picture++) {
            night.put("a" + picture + ".png", picture);
        }
        night.breakFile("b0.png");
        night.breakFile("b1.png");
        night.within(Limits.DEFAULT.withMaxRejectRatio(0.4))
                .updating(new UpdateOptions(UpdateOptions.Retry.ALL, UpdateOptions.Gone.REMOVE, 3));
        ConversionResult stopped = night.update();
        assertThat(stopped.outcome().excesses()).hasSize(1);
        assertThat(stopped.update().published()).isEqualTo(1);
        assertThat(night.rows()).hasSize(3);
        assertThat(night.findings()).isEmpty();
        night.within(Limits.DEFAULT).update();
        assertThat(night.rows()).isEqualTo(night.freshRows());
    }

    @Test
    void followsPicturesThatHaveMovedToAnotherRoot() throws IOException {
        night.put("a.png", 1);
        night.update();
        Files.move(folder.resolve("pictures"), folder.resolve("elsewhere"));
        night.reading(SourceOptions.of(folder.resolve("elsewhere").toString(), InputFormat.IMAGES));
        assertThatThrownBy(night::update).hasMessageContaining("another root").hasMessageContaining("input.rebase");
        try (DatasetConversion moved = DatasetConversion.open(
                spark,
                night.options(OutputMode.UPDATE, night.output())
                        .withPublish(PublishOptions.DEFAULT.withOtherRoot(PublishOptions.OtherRoot.MOVED)))) {
            ConversionResult result = moved.run((done, rejected) -> {});
            assertThat(result.converted()).isZero();
            assertThat(result.outcome().commitNumber()).contains(2L);
        }
        assertThat(night.update().outcome().commitNumber()).contains(2L);
        assertThat(night.findings()).isEmpty();
    }

    @Test
    void emptiesTheDatasetAndFillsItAgain() throws IOException {
        night.put("a.png", 1);
        night.breakFile("b.png");
        night.reading(manifest("path", "a.png", "b.png")).updating(FRESH).update();
        manifest("path");
        assertThat(night.update().update().counts().removed()).isEqualTo(1);
        assertThat(night.rows()).isEmpty();
        assertThat(night.findings()).isEmpty();
        manifest("path", "a.png");
        night.update();
        assertThat(night.rows()).hasSize(1).isEqualTo(night.freshRows());
        assertThat(night.findings()).isEmpty();
    }

    @Test
    void movesARowToTheFolderOfItsNewPartition() throws IOException {
        for (String name : List.of("a", "b", "c")) {
            night.put(name + ".png", name.charAt(0));
        }
        night.writing(output -> output.withPartitionBy(List.of("label"))).updating(FRESH);
        night.reading(manifest("path,label", "a.png,x y", "b.png,x y", "c.png,"))
                .update();
        manifest("path,label", "a.png,x y", "b.png,z=1", "c.png,z=1");
        assertThat(night.update().update().counts()).isEqualTo(new UpdateCounts(0, 2, 0, 0, 0, 1, 0, 0));
        assertThat(night.rows()).isEqualTo(night.freshRows());
        assertThat(night.findings()).isEmpty();
        try (Stream<Path> partitions = Files.list(folder.resolve("out/data"))) {
            assertThat(partitions.map(part -> part.getFileName().toString()))
                    .containsExactlyInAnyOrder("label=x y", "label=z%3D1");
        }
    }

    @Test
    void updatesHalfFloats() throws IOException {
        night.making(TensorOptions.of(DType.FLOAT16)).updating(FRESH);
        night.put("a.png", 1);
        night.put("b.png", 2);
        night.update();
        night.put("b.png", 3);
        assertThat(night.update().update().counts()).isEqualTo(new UpdateCounts(0, 1, 0, 0, 0, 1, 0, 0));
        assertThat(spark.read()
                        .format("marquetry")
                        .load(folder + "/out/data")
                        .selectExpr("path", "image[0] * 255 AS grey")
                        .orderBy("path")
                        .collectAsList()
                        .toString())
                .contains("[a.png,0.99")
                .contains("[b.png,2.99");
        assertThat(night.findings()).isEmpty();
    }

    @Test
    void comparesBytesThatAreInTheInput() throws IOException {
        night.put("a.png", 1);
        night.put("b.png", 2);
        String file = folder.resolve("bytes.parquet").toString();
        writeBytes(file);
        night.reading(SourceOptions.of(file, InputFormat.PARQUET).withContentColumn("content"))
                .updating(FRESH);
        assertThat(night.update().converted()).isEqualTo(2);
        night.touch("a.png");
        night.put("b.png", 3);
        night.put("c.png", 4);
        writeBytes(file);
        assertThat(night.update().update().counts()).isEqualTo(new UpdateCounts(1, 1, 0, 0, 0, 1, 0, 0));
        assertThat(night.rows()).isEqualTo(night.freshRows());
    }

    private void writeBytes(String file) {
        spark.read()
                .format("binaryFile")
                .load(folder.resolve("pictures").toString())
                .selectExpr("element_at(split(path, '/'), -1) AS path", "content")
                .write()
                .mode("overwrite")
                .parquet(file);
    }

    @Test
    void copiesSmallFilesTogetherWhereManyHaveGathered() throws IOException {
        for (int picture = 0; picture < 18; picture++) {
            night.put(picture + ".png", picture);
            night.update();
        }
        try (Stream<Path> files = Files.list(folder.resolve("out/data"))) {
            assertThat(files.count()).isLessThan(10);
        }
        assertThat(night.rows()).isEqualTo(night.freshRows());
        assertThat(night.findings()).isEmpty();
    }
}
