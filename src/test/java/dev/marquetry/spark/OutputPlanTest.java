package dev.marquetry.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.dataset.RowSums;
import dev.marquetry.options.ColorMode;
import dev.marquetry.options.ConversionOptions;
import dev.marquetry.options.DType;
import dev.marquetry.options.DeviceChoice;
import dev.marquetry.options.EngineOptions;
import dev.marquetry.options.ImageOptions;
import dev.marquetry.options.InputFormat;
import dev.marquetry.options.Orientation;
import dev.marquetry.options.OutputOptions;
import dev.marquetry.options.PadMode;
import dev.marquetry.options.Resize;
import dev.marquetry.options.ResizeMethod;
import dev.marquetry.options.SourceOptions;
import dev.marquetry.options.TensorOptions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputPlanTest {
    /** Bytes of an array of 256 x 512 x 3 samples. */
    private static final long ARRAY = 256L * 512 * 3;

    @ParameterizedTest
    @CsvSource({
        // Less than a file for each core: as many as are worth a task.
        "10, 8, 1",
        "100, 8, 3",
        "4000, 8, 8",
        // More: whole waves of tasks.
        "6200, 8, 16",
        "12000, 8, 24",
        "4400, 2, 8",
        "4400, 1, 7"
    })
    void givesTheCoresWholeWavesOfTasks(long rows, int parallelism, int files) {
        OutputPlan estimate = estimate(rows, parallelism);
        assertThat(estimate.bytes()).isEqualTo(rows * ARRAY);
        assertThat(estimate.files()).isEqualTo(files);
    }

    @Test
    void makesNoMoreFilesThanThereAreRows() {
        assertThat(estimate(1, 64).files()).isEqualTo(1);
        assertThat(estimate(0, 64).files()).isEqualTo(1);
    }

    private static OutputPlan estimate(long rows, int parallelism) {
        ConversionOptions options = new ConversionOptions(
                SourceOptions.of("in", InputFormat.IMAGES),
                new ImageOptions(
                        ColorMode.RGB,
                        Orientation.IGNORE,
                        ImageOptions.DEFAULT_MAX_PIXELS,
                        new Resize(ResizeMethod.CROP, 256, 512, PadMode.ZEROS)),
                TensorOptions.of(DType.UINT8),
                new EngineOptions(DeviceChoice.CPU, 1),
                OutputOptions.to("out").withFileSize(256 << 20));
        return OutputPlan.of(options, List.of(), new WorkPlan.Totals(rows, rows, RowSums.NONE), parallelism);
    }
}
