package dev.marquetry.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marquetry.options.ImageColumn;
import dev.marquetry.options.InputFormat;
import dev.marquetry.options.Layout;
import dev.marquetry.options.ModelOptions;
import dev.marquetry.options.Models;
import dev.marquetry.options.PadMode;
import dev.marquetry.options.Resize;
import dev.marquetry.options.ResizeMethod;
import dev.marquetry.options.SourceOptions;
import dev.marquetry.options.UserException;
import dev.marquetry.spark.description.ConversionResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelRefusalTest extends ModelRuns {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    missing        | there is no such file or folder
                    only-eight     | given a batch of shape [1, 3, 9, 8]: RuntimeError: mat1 and mat2 shapes cannot be\
                     multiplied (1x216 and 192x4)
                    channels-first | given a batch of shape [1, 3, 9, 8]: the first size must be that of the batch
                    of-the-batch   | for a batch of 1 it gives an array of shape [3, 9, 8]
                    pair           | one array is needed, and it gives 2
                    nothing        | it gives one of shape [1, 0]
                    words          | it gives string
                    boolean        | it gives boolean
                    """)
    void refusesModelsBeforeTheJobStarts(String name, String message) {
        assertRefused(models(name), new Resize(ResizeMethod.SQUISH, 9, 8, PadMode.ZEROS), message);
        assertThat(Path.of(output)).doesNotExist();
    }

    @Test
    void refusesArraysThatVaryWithTheSizeOfTheImage() {
        assertRefused(
                models("identity"),
                Resize.NONE,
                "all images must give arrays of one type and one shape, and one of [1, 3, 224, 224] gives"
                        + " float32[3, 224, 224], one of [1, 3, 192, 256] float32[3, 192, 256]");
    }

    @Test
    void refusesFilesThatAreNoModelAndOtherEngines() throws IOException {
        Path text = Files.writeString(folder.resolve("text.pt"), "no model");
        assertRefused(
                new Models(
                        List.of(new ModelOptions(text.toString(), "text", "PyTorch", Layout.CHW)), ImageColumn.WRITTEN),
                EIGHT,
                "it cannot be loaded: ");
        assertRefused(
                new Models(
                        List.of(new ModelOptions(MODELS + "/means.pt", "means", "OnnxRuntime", Layout.CHW)),
                        ImageColumn.WRITTEN),
                EIGHT,
                "DJL has no engine OnnxRuntime here");
        assertRefused(
                new Models(
                        List.of(new ModelOptions("nowhere://bucket/means.pt", "means", "PyTorch", Layout.CHW)),
                        ImageColumn.WRITTEN),
                EIGHT,
                "No FileSystem for scheme \"nowhere\"");
    }

    @Test
    void refusesCarriedColumnsWithTheNameOfAModels() throws IOException {
        Path csv = folder.resolve("clash.csv");
        Files.writeString(csv, "path,Means\na.jpg,1\n");
        SourceOptions source = SourceOptions.of(csv.toString(), InputFormat.CSV);
        assertThatThrownBy(() -> DatasetConversion.open(spark, options(source, SCALED, EIGHT, 4, models("means"))))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("the column Means cannot be carried through");
    }

    @Test
    void triesNoLargerBatchThanTheRunWill() throws IOException {
        ConversionResult result = run(plainImages(3), SCALED, EIGHT, 1, models("means"));
        assertThat(result.converted()).isEqualTo(3);
    }

    private void assertRefused(Models models, Resize resize, String message) {
        assertThatThrownBy(() -> run(plainImages(2), SCALED, resize, 4, models))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(
                        "the model of the column " + models.all().get(0).column() + " cannot be used: ")
                .hasMessageContaining(
                        Path.of(models.all().get(0).path()).getFileName().toString())
                .hasMessageContaining(message)
                .extracting(failure -> ((UserException) failure).kind())
                .isEqualTo(UserException.Kind.USAGE);
    }
}
