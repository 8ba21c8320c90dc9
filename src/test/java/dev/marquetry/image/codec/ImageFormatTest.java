package dev.marquetry.image.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFormatTest {
    private static FileBytes file(String latin) {
        byte[] bytes = latin.getBytes(StandardCharsets.ISO_8859_1);
        return new FileBytes(bytes, bytes.length);
    }

    private static RejectException fault(String latin) {
        return catchThrowableOfType(RejectException.class, () -> ImageFormat.of(file(latin)));
    }

    @Test
    void tellsTheDecodedFormatsApart() throws RejectException {
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
        "'8BPS\0\1......', PSD",
        "'8BPS\0\2......', PSB",
        "'P6 1 1 255 ...', PNM",
        "'<svg xmlns=..>', SVG",
        "'%PDF-1.4', PDF",
        "'qoif\0\0\0\1\0\0\0\1\3\0', QOI",
        "'DDS |\0\0\0', DDS",
        "'icns\0\0\1\0', ICNS",
        "'\1\u00DA\1\1\0\2', SGI",
        "'P1\n# drawn\n1 1\n0', PNM",
        "'P7\nWIDTH 1', PNM",
        "'\0\0\1\0\1\0\20\20\0\0\0\0\40\0\1\0\0\0\26\0\0\0.', ICO",
        "'\0\0\2\0\1\0\20\20\0\0\0\0\40\0\1\0\0\0\26\0\0\0.', CUR",
        "'\0\0\2\0\0\0\0\0\0\0\0\0\20\0\20\0\30\0....', TGA",
        "'\5\0\13\0\0\0\0\0\0\0\0\0\20\0\20\0\40\50....', TGA",
        "'\0\1\1\0\0\0\1\30\0\0\0\0\20\0\20\0\10\0....', TGA",
        "'anything TRUEVISION-XFILE.\0', TGA"
    })
    void rejectsOtherFormatsByName(String start, String name) {
        RejectException exception = fault(start);
        assertThat(exception.code()).isEqualTo(RejectCode.UNSUPPORTED);
        assertThat(exception).hasMessage(name + " files are not decoded");
    }

    @Test
    void tellsTextAndPagesFromOtherBytes() {
        assertThat(fault("not a picture")).hasMessage("the file is no image but a text");
        assertThat(fault("  <HTML><body>")).hasMessage("the file is no image but an HTML page");
        assertThat(fault("\0\1\2\3\4\5\6\7")).hasMessage("the file is no image but of an unknown format");
        assertThat(fault("<!DOCTYPE html><svg/>")).hasMessage("the file is no image but an HTML page");
        assertThat(fault("").code()).isEqualTo(RejectCode.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BMW is a car",
                "BMW makes cars, and some other things",
                "P1 is a person",
                "P6",
                "icns is a format",
                "qoif is one as well",
                "DDS is an abbreviation",
                "8BPS begins a PSD file",
                "a text may mention <svg"
            })
    void takesNoTextForAnImageByItsFirstLetters(String text) {
        assertThat(fault(text).code()).isEqualTo(RejectCode.NOT_AN_IMAGE);
        assertThat(fault(text)).hasMessage("the file is no image but a text");
    }

    @Test
    void givesNoNameToFewZeros() {
        assertThat(fault("\0\0\2\0\0\0\0\0")).hasMessage("the file is no image but of an unknown format");
        assertThat(fault("\0\0\1\0" + "\0".repeat(30))).hasMessage("the file is no image but of an unknown format");
        assertThat(fault("\1\u00DA....")).hasMessage("the file is no image but of an unknown format");
    }

    @Test
    void takesTheBeginningOfAFormatForACutFile() {
        assertThat(fault("BM\0\0").code()).isEqualTo(RejectCode.TRUNCATED);
        assertThat(fault("\u0089PN").code()).isEqualTo(RejectCode.TRUNCATED);
        assertThat(fault("RIFF....WE").code()).isEqualTo(RejectCode.TRUNCATED);
    }
}
