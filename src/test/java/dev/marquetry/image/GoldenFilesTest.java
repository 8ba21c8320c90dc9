package dev.marquetry.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.marquetry.image.GoldenFiles.Expectation;
import dev.marquetry.image.GoldenFiles.Image;
import dev.marquetry.image.GoldenFiles.Rejected;
import dev.marquetry.image.resize.Passes;
import dev.marquetry.image.resize.Pixels;
import dev.marquetry.image.resize.VectorHorizontalPass;
import dev.marquetry.image.resize.VectorVerticalPass;
import dev.marquetry.options.ColorMode;
import dev.marquetry.options.ImageOptions;
import dev.marquetry.options.Orientation;
import dev.marquetry.options.PillowVersion;
import dev.marquetry.options.RejectException;
import dev.marquetry.options.Resize;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pillow's pixels are the oracle: every file of the golden folder, in all the settings that were written down. */
class GoldenFilesTest {
    static List<Image> images() {
        return GoldenFiles.images();
    }

    static List<Rejected> rejected() {
        return GoldenFiles.rejected();
    }

    @ParameterizedTest
    @MethodSource("images")
    void givesPillowsPixelsInVectors(Image image) throws RejectException, IOException {
        check(image, new Passes(new VectorHorizontalPass(), new VectorVerticalPass()));
    }

    @ParameterizedTest
    @MethodSource("images")
    void givesPillowsPixelsInWords(Image image) throws RejectException, IOException {
        check(image, Passes.WORDS);
    }

    static List<Image> imagesOfPillow13() {
        return GoldenFiles.imagesOfPillow13();
    }

    @ParameterizedTest
    @MethodSource("imagesOfPillow13")
    void givesPillow13sPixelsWhereTheyAreAskedFor(Image image) throws RejectException, IOException {
        check(image, Passes.WORDS, PillowVersion.V13);
        assertThatThrownBy(() -> check(image, Passes.WORDS, PillowVersion.V12))
                .as("Pillow 12 gives others somewhere")
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("samples of");
    }

    private static void check(Image image, Passes passes) throws RejectException, IOException {
        check(image, passes, PillowVersion.V12);
    }

    private static void check(Image image, Passes passes, PillowVersion pillow) throws RejectException, IOException {
        byte[] file = GoldenFiles.bytes(image.file());
        for (Expectation expectation : image.expect()) {
            try (ImageDecoder decoder = new ImageDecoder(expectation.options(pillow), passes)) {
                Pixels pixels = decoder.decode(file, file.length).pixels();
                assertThat(List.of(pixels.height(), pixels.width(), pixels.channels()))
                        .as("shape of %s", expectation)
                        .isEqualTo(expectation.shape());
                if (expectation.samples() != null) {
                    assertThat(pixels.data()).isEqualTo(GoldenFiles.samples(expectation.samples()));
                }
                assertThat(GoldenFiles.sha256(pixels.data()))
                        .as("samples of %s", expectation)
                        .isEqualTo(expectation.sha256());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rejected")
    void rejectsWithTheFaultAndItsReason(Rejected rejected) {
        byte[] file = GoldenFiles.bytes(rejected.file());
        try (ImageDecoder decoder = new ImageDecoder(
                new ImageOptions(ColorMode.RGB, Orientation.IGNORE, ImageOptions.DEFAULT_MAX_PIXELS, Resize.NONE))) {
            RejectException exception =
                    catchThrowableOfType(RejectException.class, () -> decoder.decode(file, file.length));
            assertThat(exception).isNotNull().hasMessageContaining(rejected.message());
            assertThat(exception.code()).isEqualTo(rejected.fault());
        }
    }
}
