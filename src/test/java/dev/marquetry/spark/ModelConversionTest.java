package dev.marquetry.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marquetry.options.ArrayOptions;
import dev.marquetry.options.DType;
import dev.marquetry.options.DerivedColumns;
import dev.marquetry.options.DeviceChoice;
import dev.marquetry.options.EngineOptions;
import dev.marquetry.options.FrameOptions;
import dev.marquetry.options.ImageColumn;
import dev.marquetry.options.Layout;
import dev.marquetry.options.ModelOptions;
import dev.marquetry.options.Models;
import dev.marquetry.options.Normalization;
import dev.marquetry.options.OutputMode;
import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectCode.Stage;
import dev.marquetry.options.Resize;
import dev.marquetry.options.TensorOptions;
import dev.marquetry.options.UserException;
import dev.marquetry.parquet.DatasetReport;
import dev.marquetry.spark.description.ConversionResult;
import dev.marquetry.spark.model.ModelColumn;
import dev.marquetry.spark.rows.RejectKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelConversionTest extends ModelRuns {
    private static final TensorOptions NORMALIZED =
            TensorOptions.of(DType.FLOAT32).withNormalization(Normalization.IMAGENET);

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 32})
    void givesEveryRowWhatTheModelMakesOfItsImage(int batchSize) throws IOException {
        List<String> images = plainImages(150);
        ConversionResult result = run(images, SCALED, EIGHT, batchSize, models("identify"));
        assertThat(result.converted()).isEqualTo(150);
        assertIdentified(data());
    }

    @Test
    void givesTheSameThoughTasksAreTriedAgain() throws IOException {
        spark.sparkContext().hadoopConfiguration().set("fs.flaky.impl", FlakyFileSystem.class.getName());
        List<String> images = new ArrayList<>();
        plainImages(80).forEach(path -> images.add("flaky:" + path));
        Path bomb = folder.resolve("bomb.png");
        writePlain(bomb, 1, 2, 3);
        images.add("flaky:" + bomb);
        run(images, SCALED, EIGHT, 8, models("identify"));
        assertThat(FlakyFileSystem.exploded("flaky:" + bomb)).isTrue();
        assertThat(data().count()).isEqualTo(81);
        assertIdentified(data().filter("path not like '%bomb%'"));
    }

    @Test
    void givesTheModelWhatTheColumnOfImagesHolds() throws IOException {
        ModelOptions identity =
                new ModelOptions(MODELS + "/identity.pt", "again", ModelOptions.DEFAULT_ENGINE, Layout.HWC);
        run(plainImages(5), NORMALIZED, EIGHT, 4, new Models(List.of(identity), ImageColumn.WRITTEN));
        for (Row row : data().collectAsList()) {
            assertThat(row.<Float>getList(row.fieldIndex("again"))).isEqualTo(row.getList(row.fieldIndex("image")));
        }
    }

    @Test
    void writesAColumnPerModelAndTellsOfItInAllMetadata() throws IOException {
        Models two = models("means", "int64");
        ConversionResult result = run(plainImages(6), SCALED, EIGHT, 4, two);
        assertThat(result.models()).extracting(ModelColumn::sha256).doesNotHaveDuplicates();
        assertThat(result.tally().times().model()).isPositive();
        assertThat(data().schema().fieldNames())
                .containsExactly(
                        "path",
                        "image",
                        "means",
                        "int64",
                        "height",
                        "width",
                        "channels",
                        "source_height",
                        "source_width",
                        "source_length",
                        "source_modified",
                        "source_hash");
        assertThat(data().schema().apply("means").dataType().simpleString()).isEqualTo("array<float>");
        assertThat(data().schema().apply("int64").dataType().simpleString()).isEqualTo("array<bigint>");
        String inspected = DatasetReport.of(new org.apache.hadoop.fs.Path(output, "data"), new Configuration())
                .render();
        assertThat(inspected)
                .containsPattern("means +float32 3, ")
                .containsPattern("int64 +int64 3, ")
                .contains("{\"column\":\"means\",\"dtype\":\"float32\",\"shape\":[3],\"path\":\"file:" + MODELS);
        assertThat(Path.of(output, "README.md"))
                .content()
                .contains("- name: \"means\"\n    list: \"float32\"\n    length: 3\n")
                .contains("`int64` holds one tensor of shape [3] of int64 per row");
        for (Row row : data().collectAsList()) {
            int[] color = color(row.getString(0));
            assertThat(row.<Long>getList(row.fieldIndex("int64")))
                    .containsExactly((long) color[0], (long) color[1], (long) color[2]);
        }
    }

    @Test
    void leavesTheImagesOutWhereOnlyTheModelIsWanted() throws IOException {
        Models only = new Models(models("means").all(), ImageColumn.OMITTED);
        ConversionResult result = run(plainImages(4), SCALED, EIGHT, 4, only);
        assertThat(data().schema().fieldNames())
                .containsExactly(
                        "path",
                        "means",
                        "height",
                        "width",
                        "channels",
                        "source_height",
                        "source_width",
                        "source_length",
                        "source_modified",
                        "source_hash");
        assertThat(result.device()).isEqualTo("cpu");
        assertThat(result.tally().arrayBytes()).isEqualTo(4 * 3 * 4);
    }

    @Test
    void triesAFailingBatchInHalvesAndRejectsWhatFailsAlone() throws IOException {
        List<String> images = new ArrayList<>(plainImages(30));
        Path white = folder.resolve("white.png");
        writePlain(white, 255, 255, 255);
        images.add(11, white.toString());
        ConversionResult result = run(images, SCALED, EIGHT, 16, models("narrow"));
        assertThat(result.converted()).isEqualTo(30);
        assertThat(result.rejected()).containsExactly(Map.entry(new RejectKind(Stage.MODEL, RejectCode.ENGINE), 1L));
        // A batch of 16 is halved once, its halves are, and what has the white picture is until it is alone.
        assertThat(result.tally().halvedBatches()).isGreaterThanOrEqualTo(5);
        assertThat(rejects()).singleElement().satisfies(row -> {
            assertThat(row.<String>getAs("path")).isEqualTo(white.toString());
            assertThat(row.<String>getAs("message"))
                    .startsWith("the model of the column narrow: ")
                    .endsWith("CUDA out of memory. Tried to allocate 2.00 GiB");
        });
    }

    @Test
    void rejectsAnImageWhoseArrayHasAnotherShape() throws IOException {
        List<String> images = new ArrayList<>(plainImages(9));
        Path black = folder.resolve("black.png");
        writePlain(black, 0, 0, 0);
        images.add(4, black.toString());
        ConversionResult result = run(images, SCALED, EIGHT, 4, models("growing"));
        assertThat(result.converted()).isEqualTo(9);
        assertThat(rejects()).singleElement().satisfies(row -> {
            assertThat(row.<String>getAs("path")).isEqualTo(black.toString());
            assertThat(row.<String>getAs("error")).isEqualTo("OUTPUT");
            assertThat(row.<String>getAs("message"))
                    .isEqualTo("the model of the column growing: it gives arrays of float32 of shape [7], and the"
                            + " column holds float32 of shape [8]");
        });
    }

    @Test
    void takesImagesOfAllSizesWhereTheModelDoes() throws IOException {
        ConversionResult result = run(plainImages(20), SCALED, Resize.NONE, 4, models("identify"));
        assertThat(result.converted()).isEqualTo(20);
        assertIdentified(data());
    }

    @Test
    void takesModelsFromAnyFileSystemAsFilesFoldersAndArchives() throws IOException {
        spark.sparkContext().hadoopConfiguration().set("fs.flaky.impl", FlakyFileSystem.class.getName());
        Path modelFolder = Files.createDirectories(folder.resolve("a model"));
        Files.copy(MODELS.resolve("identify.pt"), modelFolder.resolve("model.pt"));
        Files.createDirectory(modelFolder.resolve("more"));
        Files.writeString(modelFolder.resolve("more/notes.txt"), "DJL looks no further than it must");
        Path archive = folder.resolve("archive.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            zip.putNextEntry(new ZipEntry("model.pt"));
            Files.copy(MODELS.resolve("identify.pt"), zip);
        }
        Models models = new Models(
                List.of(
                        new ModelOptions("flaky:" + MODELS + "/identify.pt", "identify", "PyTorch", Layout.CHW),
                        new ModelOptions(modelFolder.toString(), "from_folder", "PyTorch", Layout.CHW),
                        new ModelOptions(archive.toString(), "from_archive", "PyTorch", Layout.CHW)),
                ImageColumn.OMITTED);
        run(plainImages(5), SCALED, EIGHT, 4, models);
        assertIdentified(data());
        assertThat(data().filter("from_folder = identify and from_archive = identify")
                        .count())
                .isEqualTo(5);
    }

    @Test
    void appendsOnlyWhatTheSameModelGives() throws IOException {
        Path model = Files.copy(MODELS.resolve("means.pt"), folder.resolve("model.pt"));
        Models models = new Models(
                List.of(new ModelOptions(model.toString(), "means", "PyTorch", Layout.CHW)), ImageColumn.OMITTED);
        List<String> images = plainImages(3);
        run(images, SCALED, EIGHT, 4, models);
        run(images, SCALED, EIGHT, 4, models, OutputMode.APPEND);
        assertThat(data().count()).isEqualTo(6);
        Files.write(model, Files.readAllBytes(MODELS.resolve("identify.pt")));
        assertThatThrownBy(() -> run(images, SCALED, EIGHT, 4, models, OutputMode.APPEND))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("output.path holds what another model gave");
        assertThat(data().count()).isEqualTo(6);
    }

    @Test
    void runsModelsForProgramsOfOnesOwn() throws IOException {
        ArrayOptions options =
                new ArrayOptions(image(EIGHT), SCALED, new EngineOptions(DeviceChoice.CPU, 4), models("identify"));
        Dataset<Row> paths = spark.createDataset(plainImages(12), org.apache.spark.sql.Encoders.STRING())
                .toDF("path");
        ImageArrays.of(new FrameOptions(options, DerivedColumns.NONE, Optional.empty()), paths, Optional.of("path"))
                .drop("error")
                .write()
                .format("marquetry")
                .save(output + "/data");
        assertThat(data().count()).isEqualTo(12);
        assertIdentified(data());
    }
}
