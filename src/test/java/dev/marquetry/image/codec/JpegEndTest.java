package dev.marquetry.image.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.marquetry.image.GoldenFiles;
import dev.marquetry.image.ImageDecoder;
import dev.marquetry.options.ColorMode;
import dev.marquetry.options.ImageOptions;
import dev.marquetry.options.Orientation;
import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectException;
import dev.marquetry.options.Resize;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of a JPEG file that ends too early: whether pixels are missing, or only the marker behind them. */
class JpegEndTest {
    private static String message(byte[] file) {
        try (ImageDecoder decoder =
                new ImageDecoder(new ImageOptions(ColorMode.RGB, Orientation.IGNORE, 1 << 24, Resize.NONE))) {
            RejectException exception =
                    catchThrowableOfType(RejectException.class, () -> decoder.decode(file, file.length));
            assertThat(exception.code()).isEqualTo(RejectCode.TRUNCATED);
            return exception.getMessage();
        }
    }

    private static byte[] lessTheLast(String file, int bytes) {
        byte[] jpeg = GoldenFiles.bytes(file);
        return Arrays.copyOf(jpeg, jpeg.length - bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"jpeg/photo.jpg", "jpeg/grey.jpg", "jpeg/progressive.jpg", "jpeg/restarts.jpg", "jpeg/ycck.jpg"})
    void isOnlyAMarker(String file) {
        assertThat(message(lessTheLast(file, 2)))
                .isEqualTo("the JPEG file has all its pixels, and lacks only its end-of-image marker");
        assertThat(message(lessTheLast(file, 1))).contains("lacks only its end-of-image marker");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg/photo.jpg", "jpeg/progressive.jpg"})
    void isAMarkerThatOtherBytesStandInPlaceOf(String file) {
        byte[] trailer = Arrays.copyOf(lessTheLast(file, 2), GoldenFiles.bytes(file).length + 20_000);
        System.arraycopy("SEFH".getBytes(StandardCharsets.ISO_8859_1), 0, trailer, trailer.length - 20_002, 4);
        assertThat(message(trailer))
                .isEqualTo("the JPEG file has all its pixels, but other bytes where its end-of-image marker belongs");
    }

    @Test
    void isAPartOfTheRows() {
        int length = GoldenFiles.bytes("jpeg/photo.jpg").length;
        assertThat(message(lessTheLast("jpeg/photo.jpg", length / 2)))
                .matches("the JPEG file ends within its pixels: about [45][0-9] % of its rows are there");
        assertThat(message(lessTheLast("jpeg/photo.jpg", length / 10)))
                .matches("the JPEG file ends within its pixels: about (8|9)[0-9] % of its rows are there");
        assertThat(message(lessTheLast("jpeg/photo.jpg", 10))).startsWith("the JPEG file ends within its pixels");
    }

    @Test
    void isAPartOfTheScans() {
        byte[] jpeg = GoldenFiles.bytes("jpeg/progressive.jpg");
        int last = new String(jpeg, StandardCharsets.ISO_8859_1).lastIndexOf("\u00FF\u00DA");
        assertThat(message(Arrays.copyOf(jpeg, last + 40))).matches("the JPEG file ends within its scan [0-9]+");
        assertThat(message(Arrays.copyOf(jpeg, last)))
                .matches("the JPEG file ends behind its scan [0-9]+, and its pixels need more scans");
    }

    @Test
    void isEverythingBehindTheHeader() {
        byte[] jpeg = GoldenFiles.bytes("jpeg/photo.jpg");
        assertThat(message(Arrays.copyOf(jpeg, 300)))
                .startsWith("the ")
                .contains("ends")
                .contains("300 bytes");
    }
}
