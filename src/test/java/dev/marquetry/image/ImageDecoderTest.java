package dev.marquetry.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.marquetry.image.GoldenFiles.Expectation;
import dev.marquetry.image.GoldenFiles.Image;
import dev.marquetry.image.resize.Pass;
import dev.marquetry.image.resize.Passes;
import dev.marquetry.image.resize.Pixels;
import dev.marquetry.options.ColorMode;
import dev.marquetry.options.ImageOptions;
import dev.marquetry.options.Orientation;
import dev.marquetry.options.PadMode;
import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectException;
import dev.marquetry.options.Resize;
import dev.marquetry.options.ResizeMethod;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ImageDecoderTest {
    private static final byte[] PHOTO = GoldenFiles.bytes("jpeg/photo.jpg");

    private static ImageDecoder decoder(ColorMode mode, Orientation orientation, long maxPixels, Resize resize) {
        return new ImageDecoder(new ImageOptions(mode, orientation, maxPixels, resize));
    }

    private static ImageDecoder plainDecoder() {
        return decoder(ColorMode.RGB, Orientation.IGNORE, ImageOptions.DEFAULT_MAX_PIXELS, Resize.NONE);
    }

    @Test
    void refusesMorePixelsThanTheLimitFromTheHeader() throws RejectException {
        try (ImageDecoder decoder = decoder(ColorMode.RGB, Orientation.IGNORE, 500 * 375 - 1, Resize.NONE)) {
            assertThatThrownBy(() -> decoder.decode(PHOTO, PHOTO.length))
                    .isInstanceOf(RejectException.class)
                    .hasMessage("500 x 375 pixels are more than the limit of 187499 (image.max-pixels)");
        }
        try (ImageDecoder decoder = decoder(ColorMode.RGB, Orientation.IGNORE, 500 * 375, Resize.NONE)) {
            assertThat(decoder.decode(PHOTO, PHOTO.length).pixels().width()).isEqualTo(500);
        }
    }

    @Test
    void refusesEveryFormatFromItsHeader() {
        try (ImageDecoder decoder = decoder(ColorMode.RGB, Orientation.IGNORE, 4, Resize.NONE)) {
            for (String file : List.of(
                    "png/rgb.png", "gif/noise.gif", "bmp/rgb.bmp", "webp/animated.webp", "tiff/tiles-deflate.tif")) {
                byte[] bytes = GoldenFiles.bytes(file);
                assertThatThrownBy(() -> decoder.decode(bytes, bytes.length))
                        .as(file)
                        .isInstanceOf(RejectException.class)
                        .hasMessageContaining("more than the limit of 4");
            }
        }
    }

    @Test
    void readsNoFurtherThanTheLength() throws RejectException {
        try (ImageDecoder decoder = plainDecoder()) {
            byte[] longer = Arrays.copyOf(PHOTO, PHOTO.length + 1000);
            assertThat(decoder.decode(longer, PHOTO.length).pixels().data())
                    .isEqualTo(decoder.decode(PHOTO, PHOTO.length).pixels().data());
            byte[] bmp = GoldenFiles.bytes("bmp/rgb.bmp");
            assertThatThrownBy(() -> decoder.decode(bmp, bmp.length - 90)).isInstanceOf(RejectException.class);
        }
    }

    @Test
    void statesTheDimensionsBeforeTheResizeAndAfterTheOrientation() throws RejectException {
        byte[] sideways = GoldenFiles.bytes("orientation/exif-6.jpg");
        Resize resize = new Resize(ResizeMethod.CROP, 8, 8, PadMode.ZEROS);
        try (ImageDecoder ignoring = decoder(ColorMode.RGB, Orientation.IGNORE, 1000, resize);
                ImageDecoder applying = decoder(ColorMode.RGB, Orientation.APPLY, 1000, resize)) {
            DecodedImage ignored = ignoring.decode(sideways, sideways.length);
            DecodedImage applied = applying.decode(sideways, sideways.length);
            assertThat(List.of(ignored.sourceHeight(), ignored.sourceWidth())).containsExactly(13, 21);
            assertThat(List.of(applied.sourceHeight(), applied.sourceWidth())).containsExactly(21, 13);
            assertThat(applied.pixels().height()).isEqualTo(8);
        }
    }

    @Test
    void handsPixelsOverForGood() throws RejectException {
        byte[] other = GoldenFiles.bytes("jpeg/portrait.jpg");
        for (Resize resize : List.of(Resize.NONE, new Resize(ResizeMethod.PAD, 50, 60, PadMode.REFLECTION))) {
            try (ImageDecoder decoder =
                    decoder(ColorMode.RGB, Orientation.IGNORE, ImageOptions.DEFAULT_MAX_PIXELS, resize)) {
                byte[] first = decoder.decode(PHOTO, PHOTO.length).pixels().data();
                byte[] kept = first.clone();
                decoder.decode(other, other.length);
                assertThat(first).isEqualTo(kept);
            }
        }
    }

    @Test
    void givesTheSamePixelsWhateverCameBefore() throws RejectException {
        List<Image> images = new ArrayList<>(GoldenFiles.images());
        Collections.shuffle(images, new Random(3));
        try (ImageDecoder decoder = plainDecoder()) {
            for (Image image : images) {
                byte[] file = GoldenFiles.bytes(image.file());
                byte[] broken = Arrays.copyOf(file, file.length / 2);
                assertThat(outcome(decoder, broken)).isNotNull();
                Expectation plain = image.expect().stream()
                        .filter(Expectation::isPlain)
                        .findFirst()
                        .orElseThrow();
                assertThat(GoldenFiles.sha256(
                                decoder.decode(file, file.length).pixels().data()))
                        .as(image.file())
                        .isEqualTo(plain.sha256());
            }
        }
    }

    @Test
    void givesTheSamePixelsInArraysThatItTookBack() throws RejectException {
        for (Resize resize : List.of(Resize.NONE, new Resize(ResizeMethod.CROP, 31, 47, PadMode.REFLECTION))) {
            try (ImageDecoder decoder =
                    decoder(ColorMode.RGB, Orientation.APPLY, ImageOptions.DEFAULT_MAX_PIXELS, resize)) {
                for (Image image : GoldenFiles.images()) {
                    byte[] file = GoldenFiles.bytes(image.file());
                    Pixels pixels = decoder.decode(file, file.length).pixels();
                    byte[] expected = pixels.data().clone();
                    Arrays.fill(pixels.data(), (byte) 0x5A);
                    decoder.takeBack(pixels);
                    assertThat(decoder.decode(file, file.length).pixels().data())
                            .as(image.file())
                            .isEqualTo(expected);
                }
                Pixels photo = decoder.decode(PHOTO, PHOTO.length).pixels();
                decoder.takeBack(photo);
                assertThat(decoder.decode(PHOTO, PHOTO.length).pixels().data()).isSameAs(photo.data());
            }
        }
    }

    @Test
    void survivesDamagedFiles() {
        Random random = new Random(11);
        try (ImageDecoder decoder = decoder(ColorMode.RGB, Orientation.APPLY, 1 << 20, Resize.NONE)) {
            for (Image image : GoldenFiles.images()) {
                byte[] file = GoldenFiles.bytes(image.file());
                for (int round = 0; round < 12; round++) {
                    byte[] damaged = file.clone();
                    for (int i = 0; i <= random.nextInt(4); i++) {
                        damaged[random.nextInt(Math.min(damaged.length, 1 << (6 + random.nextInt(8))))] =
                                (byte) random.nextInt();
                    }
                    assertThat(outcome(decoder, damaged)).as(image.file()).isNotNull();
                }
            }
        }
    }

    @Test
    void tellsAnErrorOfOursFromAFaultOfTheFile() {
        Pass broken = (source, weights, target) -> {
            throw new ArithmeticException("integer overflow");
        };
        ImageOptions options = new ImageOptions(
                ColorMode.RGB, Orientation.IGNORE, 1 << 20, new Resize(ResizeMethod.CROP, 8, 8, PadMode.ZEROS));
        try (ImageDecoder decoder = new ImageDecoder(options, new Passes(broken, broken))) {
            RejectException exception =
                    catchThrowableOfType(RejectException.class, () -> decoder.decode(PHOTO, PHOTO.length));
            assertThat(exception.code()).isEqualTo(RejectCode.INTERNAL);
            assertThat(exception)
                    .hasMessageStartingWith("Marquetry failed at this image, which is an error of ours:"
                            + " java.lang.ArithmeticException: integer overflow")
                    .hasMessageContaining("at dev.marquetry.image.resize.Resizer.horizontal")
                    .hasCauseInstanceOf(ArithmeticException.class);
        }
    }

    @Test
    void saysWhatAnImageNeedsThatTheHeapCannotTake() throws RejectException {
        Runtime runtime = Runtime.getRuntime();
        int side = 26_700;
        assertThat(3L * side * side).as("the heap that the tests are run with").isGreaterThan(runtime.maxMemory() / 2);
        byte[] taken = new byte[(int) (runtime.maxMemory() / 2)];
        byte[] file = withDimensions(PHOTO, side);
        try (ImageDecoder decoder = decoder(ColorMode.RGB, Orientation.IGNORE, 1 << 30, Resize.NONE)) {
            RejectException exception =
                    catchThrowableOfType(RejectException.class, () -> decoder.decode(file, file.length));
            assertThat(exception.code()).isEqualTo(RejectCode.OUT_OF_MEMORY);
            assertThat(exception)
                    .hasMessageStartingWith("the image needs 2040 MiB of memory at least, and the heap of this process,"
                            + " which its tasks share, has " + (runtime.maxMemory() >> 20)
                            + " MiB: give executors more memory (");
            assertThat(decoder.decode(PHOTO, PHOTO.length).pixels().width()).isEqualTo(500);
        }
        assertThat(taken).isNotEmpty();
    }

    /** Writes other dimensions into the frame header of a baseline JPEG file. */
    private static byte[] withDimensions(byte[] jpeg, int side) {
        byte[] file = jpeg.clone();
        for (int i = 0; i < file.length - 8; i++) {
            if ((file[i] & 0xFF) == 0xFF && (file[i + 1] & 0xFF) == 0xC0) {
                ByteBuffer.wrap(file).putShort(i + 5, (short) side).putShort(i + 7, (short) side);
                return file;
            }
        }
        throw new IllegalArgumentException("no baseline JPEG");
    }

    @Test
    void refusesAnImageThatIsTooLargeHalfResized() {
        // 700 x 60,000 pixels become 65,535 x 60,000 before there are fewer rows.
        ImageOptions options = new ImageOptions(
                ColorMode.RGB,
                Orientation.IGNORE,
                1 << 30,
                new Resize(ResizeMethod.SQUISH, 50_000, 65_535, PadMode.ZEROS));
        byte[] bmp = new byte[54 + 60_000 * 2100];
        ByteBuffer.wrap(bmp)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {'B', 'M'})
                .putInt(10, 54)
                .putInt(14, 40)
                .putInt(18, 700)
                .putInt(22, 60_000)
                .putShort(26, (short) 1)
                .putShort(28, (short) 24);
        try (ImageDecoder decoder = new ImageDecoder(options)) {
            assertThatThrownBy(() -> decoder.decode(bmp, bmp.length))
                    .isInstanceOf(RejectException.class)
                    .hasMessage(
                            "the image, half resized, would take 11796300000 bytes, more than one Java array holds");
        }
    }

    @Test
    void hasNoWindowsWithoutAResize() {
        ImageOptions options = new ImageOptions(ColorMode.RGB, Orientation.IGNORE, 1 << 20, Resize.NONE);
        assertThatThrownBy(() -> ImageDecoder.ofWindows(options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("without a resize there are no windows");
    }

    /** Returns how it went; anything but pixels and the exception of the contract fails the test. */
    private static String outcome(ImageDecoder decoder, byte[] file) {
        try {
            Pixels pixels = decoder.decode(file, file.length).pixels();
            return pixels.height() + " x " + pixels.width();
        } catch (RejectException exception) {
            return exception.getMessage();
        }
    }
}
