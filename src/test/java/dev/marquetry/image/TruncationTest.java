package dev.marquetry.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.image.GoldenFiles.Image;
import dev.marquetry.image.resize.Pixels;
import dev.marquetry.options.ColorMode;
import dev.marquetry.options.ImageOptions;
import dev.marquetry.options.Orientation;
import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectException;
import dev.marquetry.options.Resize;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A file that was cut somewhere gives an exception, or all of its pixels; never some of them. */
class TruncationTest {
    private static final int CUTS = 60;
    private static final int NEAR_THE_END = 24;

    static List<Image> images() {
        return GoldenFiles.images().stream()
                .filter(image -> GoldenFiles.bytes(image.file()).length < 20_000)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("images")
    void neverGivesHalfAnImage(Image image) throws RejectException {
        byte[] file = GoldenFiles.bytes(image.file());
        try (ImageDecoder decoder =
                new ImageDecoder(new ImageOptions(ColorMode.RGB, Orientation.IGNORE, 1 << 24, Resize.NONE))) {
            byte[] whole = decoder.decode(file, file.length).pixels().data();
            int step = Math.max(1, file.length / CUTS);
            for (int length = 0; length < file.length; length += length < file.length - NEAR_THE_END ? step : 1) {
                checkCut(decoder, Arrays.copyOf(file, length), whole);
            }
        }
    }

    private static void checkCut(ImageDecoder decoder, byte[] file, byte[] whole) {
        try {
            Pixels pixels = decoder.decode(file, file.length).pixels();
            assertThat(pixels.data()).as("cut to %d bytes", file.length).isEqualTo(whole);
        } catch (RejectException exception) {
            assertThat(exception.code())
                    .as("cut to %d bytes: %s", file.length, exception.getMessage())
                    .isIn(RejectCode.EMPTY, RejectCode.TRUNCATED, RejectCode.CORRUPT, RejectCode.NOT_AN_IMAGE);
        }
    }
}
