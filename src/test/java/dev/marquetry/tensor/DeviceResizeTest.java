package dev.marquetry.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marquetry.image.ImageDecoder;
import dev.marquetry.image.resize.Pixels;
import dev.marquetry.options.ColorMode;
import dev.marquetry.options.DeviceChoice;
import dev.marquetry.options.ImageOptions;
import dev.marquetry.options.Orientation;
import dev.marquetry.options.PadMode;
import dev.marquetry.options.PillowVersion;
import dev.marquetry.options.RejectException;
import dev.marquetry.options.Resize;
import dev.marquetry.options.ResizeMethod;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The image package's resizer, which is tested against Pillow's arrays, is the oracle. */
class DeviceResizeTest {
    private static TensorEngine engine;

    @BeforeAll
    static void start() throws EngineUnavailableException {
        engine = TensorEngine.open(DeviceChoice.CPU, Optional.empty());
    }

    private static byte[] noise(Random random, int height, int width) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                // Many extremes: sums near the ends are where rounding and clipping show.
                image.setRGB(x, y, random.nextInt(3) == 0 ? 0xFFFFFF : random.nextInt(1 << 24));
            }
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(image, "png", file);
        return file.toByteArray();
    }

    private static void check(Resize resize, ColorMode mode, List<byte[]> files) throws RejectException {
        ImageOptions options = new ImageOptions(mode, Orientation.IGNORE, ImageOptions.DEFAULT_MAX_PIXELS, resize);
        List<Pixels> windows = new ArrayList<>();
        List<Pixels> expected = new ArrayList<>();
        try (ImageDecoder decoder = new ImageDecoder(options);
                ImageDecoder uncut = ImageDecoder.ofWindows(options)) {
            for (byte[] file : files) {
                windows.add(uncut.decode(file, file.length).pixels());
                expected.add(decoder.decode(file, file.length).pixels());
            }
        }
        try (DeviceResize device = new DeviceResize(resize, engine)) {
            List<Pixels> resized = device.resize(windows);
            assertThat(resized).hasSameSizeAs(expected);
            for (int index = 0; index < expected.size(); index++) {
                Pixels pixels = resized.get(index);
                assertThat(pixels.height()).isEqualTo(resize.height());
                assertThat(pixels.width()).isEqualTo(resize.width());
                assertThat(pixels.data())
                        .as(
                                "%s of %d x %d",
                                resize,
                                windows.get(index).height(),
                                windows.get(index).width())
                        .isEqualTo(expected.get(index).data());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ResizeMethod.class,
            names = {"CROP", "PAD", "SQUISH"})
    void givesTheBitsOfTheImageStage(ResizeMethod method) throws RejectException, IOException {
        Random random = new Random(42);
        for (PadMode padMode : PadMode.values()) {
            for (ColorMode mode : ColorMode.values()) {
                Resize resize = new Resize(method, 1 + random.nextInt(90), 1 + random.nextInt(90), padMode);
                List<byte[]> files = new ArrayList<>();
                for (int image = 0; image < 20; image++) {
                    files.add(noise(random, 1 + random.nextInt(150), 1 + random.nextInt(150)));
                }
                check(resize, mode, files);
                check(resize.withPillow(PillowVersion.V13), mode, files);
            }
        }
    }

    @Test
    void keepsTheOrderOfImagesThatAreBatchedBySize() throws RejectException, IOException {
        Random random = new Random(1);
        List<byte[]> files = new ArrayList<>();
        for (int image = 0; image < 6; image++) {
            files.add(noise(random, 50, 60));
            files.add(noise(random, 60, 50));
            files.add(noise(random, 24, 24));
        }
        check(new Resize(ResizeMethod.CROP, 24, 24, PadMode.ZEROS), ColorMode.RGB, files);
    }

    @ParameterizedTest
    @CsvSource({"301,3,40,5", "300,3,40,5", "2,3,40,17"})
    void followsTheRulesForTallAndForEmptyWindows(int height, int width, int toHeight, int toWidth)
            throws RejectException, IOException {
        List<byte[]> file = List.of(noise(new Random(2), height, width));
        check(new Resize(ResizeMethod.SQUISH, toHeight, toWidth, PadMode.ZEROS), ColorMode.RGB, file);
        check(new Resize(ResizeMethod.CROP, toHeight, toWidth, PadMode.ZEROS), ColorMode.RGB, file);
    }

    @Test
    void forgetsMatricesWithoutForgettingWhatItComputes() throws RejectException, IOException {
        Random random = new Random(3);
        List<byte[]> files = new ArrayList<>();
        for (int size = 10; size < 50; size++) {
            files.add(noise(random, size, size));
        }
        files.addAll(List.copyOf(files));
        check(new Resize(ResizeMethod.SQUISH, 9, 8, PadMode.ZEROS), ColorMode.RGB, files);
    }

    @Test
    void refusesToResizeToNoSize() {
        assertThatThrownBy(() -> new DeviceResize(Resize.NONE, engine))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("without a method there is nothing to resize");
    }
}
