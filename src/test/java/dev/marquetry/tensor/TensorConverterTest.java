package dev.marquetry.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.marquetry.image.resize.Pixels;
import dev.marquetry.options.DType;
import dev.marquetry.options.DeviceChoice;
import dev.marquetry.options.Layout;
import dev.marquetry.options.Normalization;
import dev.marquetry.options.TensorOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TensorConverterTest {
    private static TensorEngine engine;

    @BeforeAll
    static void start() throws EngineUnavailableException {
        engine = TensorEngine.open(DeviceChoice.CPU, Optional.empty());
    }

    @Test
    void leavesSamplesOfUint8InHwcAsTheyAre() {
        List<Pixels> batch = images(3, 5, 7, 3);
        List<byte[]> converted = convert(TensorOptions.of(DType.UINT8), batch);
        for (int image = 0; image < batch.size(); image++) {
            assertThat(converted.get(image)).isEqualTo(batch.get(image).data());
        }
    }

    @Test
    void ordersChannelsFirstForChw() {
        List<Pixels> batch = images(2, 3, 4, 3);
        List<byte[]> converted = convert(TensorOptions.of(DType.UINT8).withLayout(Layout.CHW), batch);
        for (int image = 0; image < batch.size(); image++) {
            assertThat(converted.get(image)).isEqualTo(chw(batch.get(image)));
        }
    }

    @Test
    void dividesBy255AsFloatDivision() {
        List<Pixels> batch = images(4, 16, 16, 3);
        List<byte[]> converted = convert(TensorOptions.of(DType.FLOAT32), batch);
        for (int image = 0; image < batch.size(); image++) {
            byte[] samples = batch.get(image).data();
            float[] values = floats(converted.get(image));
            for (int index = 0; index < samples.length; index++) {
                assertThat(values[index]).isEqualTo((samples[index] & 0xff) / 255f);
            }
        }
    }

    @Test
    void subtractsTheMeanAndThenDividesByTheDeviation() {
        Normalization imagenet = Normalization.IMAGENET;
        List<Pixels> batch = images(2, 33, 17, 3);
        List<byte[]> converted = convert(
                TensorOptions.of(DType.FLOAT32).withNormalization(imagenet).withLayout(Layout.CHW), batch);
        for (int image = 0; image < batch.size(); image++) {
            byte[] samples = chw(batch.get(image));
            float[] values = floats(converted.get(image));
            for (int index = 0; index < samples.length; index++) {
                int channel = index / (33 * 17);
                float scaled = (samples[index] & 0xff) / 255f;
                assertThat(values[index])
                        .isEqualTo((scaled - imagenet.mean().get(channel))
                                / imagenet.std().get(channel));
            }
        }
    }

    @Test
    void tableHoldsTheValueOfEverySampleOfEveryChannel() {
        for (DType dtype : TensorOptions.DTYPES) {
            for (Layout layout : Layout.values()) {
                TensorOptions plain = TensorOptions.of(dtype).withLayout(layout);
                assertThatTableEqualsTheEngine(plain);
                if (dtype != DType.UINT8) {
                    assertThatTableEqualsTheEngine(plain.withNormalization(Normalization.IMAGENET));
                }
            }
        }
    }

    private static void assertThatTableEqualsTheEngine(TensorOptions options) {
        List<Pixels> batch = images(3, 24, 32, 3);
        List<byte[]> converted = convert(options, batch);
        byte[] table;
        try (TensorConverter converter = new TensorConverter(options, engine)) {
            table = converter.table(3);
        }
        int size = options.dtype().bytes();
        assertThat(table).hasSize(256 * 3 * size);
        for (int image = 0; image < batch.size(); image++) {
            byte[] codes = switch (options.layout()) {
                case HWC -> batch.get(image).data();
                case CHW -> chw(batch.get(image));
            };
            byte[] expected = new byte[codes.length * size];
            for (int index = 0; index < codes.length; index++) {
                int channel = switch (options.layout()) {
                    case HWC -> index % 3;
                    case CHW -> index / (24 * 32);
                };
                int entry = 256 * channel + (codes[index] & 0xff);
                System.arraycopy(table, entry * size, expected, index * size, size);
            }
            assertThat(converted.get(image)).as("%s", options).isEqualTo(expected);
        }
    }

    @Test
    void roundsFloat16ToNearestEven() {
        byte[] table;
        try (TensorConverter converter = new TensorConverter(TensorOptions.of(DType.FLOAT16), engine)) {
            table = converter.table(1);
        }
        ByteBuffer halves = ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN);
        // 1/255 = 0x3B808081 lies nearer to 0x1C04 than to its neighbours; 0 and 1 are exact.
        assertThat(halves.getShort(0)).isEqualTo((short) 0);
        assertThat(halves.getShort(2)).isEqualTo((short) 0x1C04);
        assertThat(halves.getShort(510)).isEqualTo((short) 0x3C00);
    }

    @Test
    void refusesStatisticsOfAnotherNumberOfChannels() {
        TensorOptions options = TensorOptions.of(DType.FLOAT32).withNormalization(Normalization.IMAGENET);
        assertThatThrownBy(() -> convert(options, images(1, 2, 2, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("statistics of 3 channels do not fit images of 1");
    }

    @Test
    void refusesImagesOfDifferentShapes() {
        List<Pixels> mixed =
                List.of(images(1, 2, 3, 3).get(0), images(1, 3, 2, 3).get(0));
        assertThatThrownBy(() -> convert(TensorOptions.of(DType.UINT8), mixed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one shape");
    }

    @Test
    void refusesAGpuThatIsNotThere() throws EngineUnavailableException {
        assumeThat(automaticDevice()).isEqualTo("cpu");
        assertThatThrownBy(() -> TensorEngine.open(DeviceChoice.GPU, Optional.empty()))
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessageContaining("PyTorch sees no GPU here");
    }

    @Test
    void opensAGpuThatIsThere() throws EngineUnavailableException {
        assumeThat(automaticDevice()).startsWith("gpu");
        assertThat(TensorEngine.open(DeviceChoice.GPU, Optional.empty()).deviceName())
                .startsWith("gpu");
    }

    private static String automaticDevice() throws EngineUnavailableException {
        return TensorEngine.open(DeviceChoice.AUTO, Optional.empty()).deviceName();
    }

    private static List<byte[]> convert(TensorOptions options, List<Pixels> batch) {
        try (TensorConverter converter = new TensorConverter(options, engine)) {
            return converter.convert(batch);
        }
    }

    private static List<Pixels> images(int count, int height, int width, int channels) {
        SplittableRandom random = new SplittableRandom(height * 31L + width);
        List<Pixels> images = new ArrayList<>();
        for (int image = 0; image < count; image++) {
            byte[] samples = new byte[height * width * channels];
            random.nextBytes(samples);
            images.add(new Pixels(height, width, channels, samples));
        }
        return images;
    }

    private static byte[] chw(Pixels pixels) {
        byte[] samples = new byte[pixels.data().length];
        int plane = pixels.height() * pixels.width();
        for (int index = 0; index < samples.length; index++) {
            samples[(index % pixels.channels()) * plane + index / pixels.channels()] = pixels.data()[index];
        }
        return samples;
    }

    private static float[] floats(byte[] bytes) {
        float[] values = new float[bytes.length / 4];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }
}
