package dev.marquetry.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageFormatTest {
    private static FileBytes file(String latin) {
        byte[] bytes = latin.getBytes(StandardCharsets.ISO_8859_1);
        return new FileBytes(bytes, bytes.length);
    }

    private static ImageException fault(String latin) {
        return catchThrowableOfType(ImageException.class, () -> ImageFormat.of(file(latin)));
    }

    @Test
    void tellsTheDecodedFormatsApart() throws ImageException {
        assertThat(ImageFormat.of(file("\u00FF\u00D8\u00FF\u00E0"))).isEqualTo(ImageFormat.JPEG);
        assertThat(ImageFormat.of(file("\u0089PNG\r\n\u001A\n"))).isEqualTo(ImageFormat.PNG);
        assertThat(ImageFormat.of(file("GIF87a"))).isEqualTo(ImageFormat.GIF);
        assertThat(ImageFormat.of(file("GIF89a"))).isEqualTo(ImageFormat.GIF);
        assertThat(ImageFormat.of(file("BM" + "\0".repeat(16)))).isEqualTo(ImageFormat.BMP);
        assertThat(ImageFormat.of(file("RIFF\0\0\0\0WEBP"))).isEqualTo(ImageFormat.WEBP);
        assertThat(ImageFormat.of(file("II*\0"))).isEqualTo(ImageFormat.TIFF);
        assertThat(ImageFormat.of(file("MM\0*"))).isEqualTo(ImageFormat.TIFF);
    }

    @ParameterizedTest
    @CsvSource({
        "'    ftypavif....', AVIF",
        "'    ftypmif1....', HEIC",
        "'    ftypisom....', ISO media (isom)",
        "8BPS, PSD",
        "'P6 1 1 255 ...', PNM",
        "'<svg xmlns=..>', SVG",
        "'%PDF-1.4', PDF",
        "qoif, QOI"
    })
    void rejectsOtherFormatsByName(String start, String name) {
        ImageException exception = fault(start);
        assertThat(exception.fault()).isEqualTo(ImageException.Fault.UNSUPPORTED);
        assertThat(exception).hasMessage(name + " files are not decoded");
    }

    @Test
    void tellsTextAndPagesFromOtherBytes() {
        assertThat(fault("not a picture")).hasMessage("the file is no image but a text");
        assertThat(fault("  <HTML><body>")).hasMessage("the file is no image but an HTML page");
        assertThat(fault("\0\1\2\3\4\5\6\7")).hasMessage("the file is no image but of an unknown format");
        assertThat(fault("BMW is a car").fault()).isEqualTo(ImageException.Fault.TRUNCATED);
        assertThat(fault("").fault()).isEqualTo(ImageException.Fault.EMPTY);
    }

    @Test
    void takesTheBeginningOfAFormatForACutFile() {
        assertThat(fault("\u0089PN").fault()).isEqualTo(ImageException.Fault.TRUNCATED);
        assertThat(fault("RIFF....WE").fault()).isEqualTo(ImageException.Fault.TRUNCATED);
    }
}
