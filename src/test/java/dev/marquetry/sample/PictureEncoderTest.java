package dev.marquetry.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.Metadata;
import com.drew.metadata.MetadataException;
import com.drew.metadata.adobe.AdobeJpegDirectory;
import com.drew.metadata.bmp.BmpHeaderDirectory;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.jpeg.JpegDirectory;
import com.drew.metadata.png.PngDirectory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PictureEncoderTest {
    private static final int WIDTH = 90;
    private static final int HEIGHT = 50;

    @ParameterizedTest
    @EnumSource(names = {"PNG_RGB", "PNG_RGBA", "WEBP_LOSSLESS", "BMP_RGB", "TIFF", "PNG_RGB_16"})
    void keepsTheColorsWhereTheFormatLosesNothing(Encoding encoding) throws IOException {
        assertThat(decoded(encode(encoding))).isEqualTo(picture().bytes());
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "JPEG_420",
                "JPEG_422",
                "JPEG_444",
                "JPEG_PROGRESSIVE",
                "JPEG_CMYK",
                "JPEG_YCCK",
                "PNG_PALETTE",
                "WEBP_LOSSY",
                "BMP_PALETTE",
                "GIF"
            })
    void keepsTheColorsNearlyWhereTheFormatLosesSome(Encoding encoding) throws IOException {
        assertThat(meanDifference(decoded(encode(encoding)), picture().bytes())).isLessThan(15.0);
    }

    @ParameterizedTest
    @EnumSource(names = {"JPEG_GREY", "PNG_GREY", "PNG_GREY_16"})
    void keepsTheLumaInGrey(Encoding encoding) throws IOException {
        byte[] grey = new byte[3 * WIDTH * HEIGHT];
        short[] luma = picture().luma();
        for (int index = 0; index < grey.length; index++) {
            grey[index] = (byte) (luma[index / 3] >> 8);
        }

        assertThat(meanDifference(decoded(encode(encoding)), grey))
                .isLessThan(encoding == Encoding.JPEG_GREY ? 6 : 0.01);
    }

    @Test
    void storesARotatedPictureOnItsSide() throws IOException, ImageProcessingException, MetadataException {
        byte[] file = encode(Encoding.JPEG_ROTATED);

        assertThat(metadata(file)
                        .getFirstDirectoryOfType(ExifIFD0Directory.class)
                        .getInt(0x0112))
                .isEqualTo(6);
        JpegDirectory header = metadata(file).getFirstDirectoryOfType(JpegDirectory.class);
        assertThat(header.getImageWidth()).isEqualTo(HEIGHT);
        assertThat(header.getImageHeight()).isEqualTo(WIDTH);
        // A reader that heeds the orientation, as OpenCV's default is, sees it upright.
        assertThat(meanDifference(decoded(file), picture().bytes())).isLessThan(15.0);
    }

    @ParameterizedTest
    @CsvSource({"JPEG_420, 2, 2", "JPEG_422, 2, 1", "JPEG_444, 1, 1"})
    void samplesTheChromaAsNamed(Encoding encoding, int across, int down) throws IOException, ImageProcessingException {
        JpegDirectory header = metadata(encode(encoding)).getFirstDirectoryOfType(JpegDirectory.class);

        assertThat(header.getComponent(0).getHorizontalSamplingFactor()).isEqualTo(across);
        assertThat(header.getComponent(0).getVerticalSamplingFactor()).isEqualTo(down);
        assertThat(header.getComponent(1).getHorizontalSamplingFactor()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"JPEG_420, 0, 3", "JPEG_PROGRESSIVE, 2, 3", "JPEG_GREY, 0, 1", "JPEG_CMYK, 0, 4", "JPEG_YCCK, 0, 4"})
    void writesTheKindOfJpegThatIsNamed(Encoding encoding, int process, int components)
            throws IOException, ImageProcessingException, MetadataException {
        JpegDirectory header = metadata(encode(encoding)).getFirstDirectoryOfType(JpegDirectory.class);

        assertThat(header.getInt(JpegDirectory.TAG_COMPRESSION_TYPE)).isEqualTo(process);
        assertThat(header.getNumberOfComponents()).isEqualTo(components);
    }

    @ParameterizedTest
    @CsvSource({"JPEG_CMYK, 0", "JPEG_YCCK, 2"})
    void marksFourInksAsAdobeDoes(Encoding encoding, int transform)
            throws IOException, ImageProcessingException, MetadataException {
        AdobeJpegDirectory adobe = metadata(encode(encoding)).getFirstDirectoryOfType(AdobeJpegDirectory.class);

        assertThat(adobe.getInt(AdobeJpegDirectory.TAG_COLOR_TRANSFORM)).isEqualTo(transform);
    }

    @ParameterizedTest
    @CsvSource({
        "PNG_RGB, 8, 2",
        "PNG_RGBA, 8, 6",
        "PNG_PALETTE, 8, 3",
        "PNG_GREY, 8, 0",
        "PNG_GREY_16, 16, 0",
        "PNG_RGB_16, 16, 2",
    })
    void writesTheKindOfPngThatIsNamed(Encoding encoding, int bits, int colorType)
            throws IOException, ImageProcessingException, MetadataException {
        PngDirectory header = metadata(encode(encoding)).getFirstDirectoryOfType(PngDirectory.class);

        assertThat(header.getInt(PngDirectory.TAG_BITS_PER_SAMPLE)).isEqualTo(bits);
        assertThat(header.getInt(PngDirectory.TAG_COLOR_TYPE)).isEqualTo(colorType);
    }

    @Test
    void writesSingleBitsInBlackAndWhite() throws IOException, ImageProcessingException, MetadataException {
        byte[] file = encode(Encoding.PNG_BILEVEL);

        assertThat(metadata(file).getFirstDirectoryOfType(PngDirectory.class).getInt(PngDirectory.TAG_BITS_PER_SAMPLE))
                .isEqualTo(1);
        byte[] pixels = decoded(file);
        assertThat(pixels).containsOnly(0, 255).contains(0).contains(255);
    }

    @Test
    void givesBitmapsAPaletteOrColors() throws IOException, ImageProcessingException, MetadataException {
        assertThat(bitsOfBitmap(Encoding.BMP_PALETTE)).isEqualTo(8);
        assertThat(bitsOfBitmap(Encoding.BMP_RGB)).isEqualTo(24);
    }

    @Test
    void startsGifAndWebpAsSuch() throws IOException {
        assertThat(ascii(encode(Encoding.GIF), 0, 3)).isEqualTo("GIF");
        assertThat(ascii(encode(Encoding.WEBP_LOSSY), 12, 4)).isEqualTo("VP8 ");
        assertThat(ascii(encode(Encoding.WEBP_LOSSLESS), 12, 4)).isEqualTo("VP8L");
    }

    @Test
    void leavesTheColorsBeneathFullTransparency() throws IOException {
        try (Mat mat = decode(encode(Encoding.PNG_RGBA), opencv_imgcodecs.IMREAD_UNCHANGED)) {
            byte[] first = new byte[4];
            mat.data().get(first);
            byte[] samples = picture().bytes();
            assertThat(first).containsExactly(samples[2], samples[1], samples[0], (byte) 0);
        }
    }

    @Test
    void turnsPicturesToTheLeft() {
        Picture turned = new Picture(2, 1, new short[] {1, 2, 3, 4, 5, 6}).turnedLeft();

        assertThat(turned.width()).isEqualTo(1);
        assertThat(turned.height()).isEqualTo(2);
        assertThat(turned.samples()).containsExactly(4, 5, 6, 1, 2, 3);
    }

    @Test
    void weighsTheColorsForLuma() {
        Picture red = new Picture(1, 1, new short[] {(short) 65535, 0, 0});

        assertThat(Short.toUnsignedInt(red.luma()[0]) / 65535.0).isCloseTo(0.299, within(0.001));
    }

    private static int bitsOfBitmap(Encoding encoding) throws IOException, ImageProcessingException, MetadataException {
        return metadata(encode(encoding))
                .getFirstDirectoryOfType(BmpHeaderDirectory.class)
                .getInt(BmpHeaderDirectory.TAG_BITS_PER_PIXEL);
    }

    private static Picture picture() {
        SplittableRandom random = new SplittableRandom(8);
        Canvas canvas = new Canvas(WIDTH, HEIGHT);
        new StillLife().draw(canvas, random);
        return Camera.photograph(canvas, random);
    }

    private static byte[] encode(Encoding encoding) throws IOException {
        return PictureEncoder.encode(picture(), encoding, new SplittableRandom(2));
    }

    private static Metadata metadata(byte[] file) throws IOException, ImageProcessingException {
        return ImageMetadataReader.readMetadata(new ByteArrayInputStream(file));
    }

    private static byte[] decoded(byte[] file) {
        try (Mat mat = decode(file, opencv_imgcodecs.IMREAD_COLOR_RGB)) {
            assertThat(mat.cols()).isEqualTo(WIDTH);
            assertThat(mat.rows()).isEqualTo(HEIGHT);
            byte[] pixels = new byte[3 * WIDTH * HEIGHT];
            mat.data().get(pixels);
            return pixels;
        }
    }

    private static Mat decode(byte[] file, int flags) {
        try (BytePointer bytes = new BytePointer(file);
                Mat encoded = new Mat(1, file.length, opencv_core.CV_8UC1, bytes)) {
            return opencv_imgcodecs.imdecode(encoded, flags);
        }
    }

    private static double meanDifference(byte[] actual, byte[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        long sum = 0;
        for (int index = 0; index < actual.length; index++) {
            sum += Math.abs(Byte.toUnsignedInt(actual[index]) - Byte.toUnsignedInt(expected[index]));
        }
        return (double) sum / actual.length;
    }

    private static String ascii(byte[] file, int from, int length) {
        return new String(file, from, length, StandardCharsets.US_ASCII);
    }
}
