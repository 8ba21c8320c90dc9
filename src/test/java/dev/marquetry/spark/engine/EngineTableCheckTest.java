package dev.marquetry.spark.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marquetry.SparkSessions;
import dev.marquetry.options.ColorMode;
import dev.marquetry.options.DType;
import dev.marquetry.options.DeviceChoice;
import dev.marquetry.options.EngineOptions;
import dev.marquetry.options.ImageOptions;
import dev.marquetry.options.Layout;
import dev.marquetry.options.Normalization;
import dev.marquetry.options.Orientation;
import dev.marquetry.options.Resize;
import dev.marquetry.options.ResizePlace;
import dev.marquetry.options.TensorOptions;
import dev.marquetry.tensor.SampleTable;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineTableCheckTest {
    private static final EngineOptions ENGINE = new EngineOptions(DeviceChoice.CPU, 32, ResizePlace.AUTO);

    @ParameterizedTest
    @CsvSource({
        "RGB, UINT8, HWC, false",
        "RGB, UINT8, CHW, false",
        "L, FLOAT32, HWC, false",
        "RGB, FLOAT32, CHW, true",
        "RGB, FLOAT16, HWC, true",
        "RGB, FLOAT16, HWC, false"
    })
    void theAnalyzedColumnIsThatOfAnExecutor(ColorMode mode, DType type, Layout layout, boolean normalized) {
        ImageOptions image = new ImageOptions(mode, Orientation.IGNORE, 1_000, Resize.NONE, 1_000, 60);
        TensorOptions plain = TensorOptions.of(type).withLayout(layout);
        TensorOptions tensor = normalized ? plain.withNormalization(Normalization.IMAGENET) : plain;
        JavaSparkContext context =
                JavaSparkContext.fromSparkContext(SparkSessions.shared().sparkContext());
        ArrayColumn asked = ArrayColumn.of(context, image, tensor, ENGINE);
        ArrayColumn analyzed = ArrayColumn.analyzed(image, tensor);
        assertThat(analyzed.column()).isEqualTo(asked.column());
        assertThat(analyzed.cells()).isEqualTo(asked.cells());
        assertThat(analyzed.device()).isEqualTo("none");
    }

    @Test
    void passesWhereTheEngineGivesTheSameValues() {
        TensorOptions tensor = TensorOptions.of(DType.FLOAT16).withNormalization(Normalization.IMAGENET);
        assertThatCode(() -> {
                    EngineTableCheck.run(3, tensor, ENGINE);
                    EngineTableCheck.run(3, tensor, ENGINE);
                    EngineTableCheck.run(3, TensorOptions.of(DType.UINT8), ENGINE);
                })
                .doesNotThrowAnyException();
    }

    @Test
    void saysWhichSampleTheEngineConvertsToAnotherValue() {
        TensorOptions tensor = TensorOptions.of(DType.FLOAT32);
        byte[] expected = SampleTable.of(tensor, 3);
        byte[] other = expected.clone();
        other[4 * (256 + 51) + 1] ^= 1;
        assertThatThrownBy(() -> EngineTableCheck.requireEqual(expected, other, tensor, "gpu0"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("PyTorch on gpu0 converts the sample 51 of channel 1 to another float32 than"
                        + " Java: the bytes are cdcd4c3e and not cdcc4c3e, with TensorOptions[FLOAT32, ")
                .hasMessageEndingWith("an error of Marquetry's own: please report it with the version of PyTorch");
    }
}
