package dev.marquetry.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marquetry.options.DType;
import dev.marquetry.options.DeviceChoice;
import dev.marquetry.options.Layout;
import dev.marquetry.options.Normalization;
import dev.marquetry.options.TensorOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleTableTest {
    private static TensorEngine engine;

    @BeforeAll
    static void start() throws EngineUnavailableException {
        engine = TensorEngine.open(DeviceChoice.CPU, Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4})
    void equalsTheTableOfTheEngine(int channels) {
        for (DType type : TensorOptions.DTYPES) {
            for (Layout layout : Layout.values()) {
                assertEqual(TensorOptions.of(type).withLayout(layout), channels);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4})
    void equalsTheTableOfTheEngineWithStatistics(int channels) {
        SplittableRandom random = new SplittableRandom(channels);
        for (DType type : List.of(DType.FLOAT32, DType.FLOAT16)) {
            for (int round = 0; round < 50; round++) {
                assertEqual(TensorOptions.of(type).withNormalization(statistics(random, channels)), channels);
            }
        }
        if (channels == 3) {
            assertEqual(TensorOptions.of(DType.FLOAT32).withNormalization(Normalization.IMAGENET), channels);
            assertEqual(TensorOptions.of(DType.FLOAT16).withNormalization(Normalization.IMAGENET), channels);
        }
    }

    /** Deviations of any size and sign make values that are subnormal, infinite or negative zeros. */
    private static Normalization statistics(SplittableRandom random, int channels) {
        List<Float> means = new ArrayList<>();
        List<Float> deviations = new ArrayList<>();
        for (int channel = 0; channel < channels; channel++) {
            means.add(random.nextInt(4) == 0 ? random.nextInt(256) / 255f : (float) random.nextDouble(-2, 2));
            float magnitude = (float) Math.pow(2, random.nextDouble(-145, 127));
            deviations.add(
                    random.nextBoolean()
                            ? (float) random.nextDouble(0.1, 1)
                            : random.nextBoolean() ? magnitude : -magnitude);
        }
        return new Normalization(means, deviations);
    }

    private static void assertEqual(TensorOptions options, int channels) {
        try (TensorConverter converter = new TensorConverter(options, engine)) {
            assertThat(SampleTable.of(options, channels)).as("%s", options).isEqualTo(converter.table(channels));
        }
    }

    @Test
    void roundsEveryFloatBetweenTwoHalvesToTheNearer() {
        for (int half = 0; half < 0x7BFF; half++) {
            float below = widened(half);
            float above = widened(half + 1);
            float middle = (below + above) / 2;
            assertThat(HalfFloat.bits(below)).isEqualTo((short) half);
            assertThat(HalfFloat.bits(Math.nextDown(middle))).isEqualTo((short) half);
            assertThat(HalfFloat.bits(middle)).isEqualTo((short) (half + (half & 1)));
            assertThat(HalfFloat.bits(-middle)).isEqualTo((short) (half + (half & 1) | 0x8000));
            assertThat(HalfFloat.bits(Math.nextUp(middle))).isEqualTo((short) (half + 1));
        }
    }

    private static float widened(int half) {
        int exponent = half >>> 10;
        int fraction = half & 0x3FF;
        return exponent == 0 ? fraction * 0x1p-24f : (1024 + fraction) * (float) Math.pow(2, exponent - 25);
    }

    @Test
    void roundsWhatIsBeyondTheLargestHalfToInfinity() {
        assertThat(HalfFloat.bits(65_519.996f)).isEqualTo((short) 0x7BFF);
        assertThat(HalfFloat.bits(65_520f)).isEqualTo((short) 0x7C00);
        assertThat(HalfFloat.bits(Float.NEGATIVE_INFINITY)).isEqualTo((short) 0xFC00);
        assertThat(HalfFloat.bits(Float.NaN)).isEqualTo((short) 0x7E00);
    }

    @Test
    void refusesStatisticsOfOtherChannels() {
        TensorOptions options = TensorOptions.of(DType.FLOAT32).withNormalization(Normalization.IMAGENET);
        assertThatThrownBy(() -> SampleTable.of(options, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("statistics of 3 channels do not fit images of 1");
    }
}
