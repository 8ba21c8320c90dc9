package dev.marquetry.sample;

import java.io.IOException;
import java.util.random.RandomGenerator;
import org.bytedeco.opencv.global.opencv_imgcodecs;

/** Writes pictures in any of the encodings. */
final class PictureEncoder {
    private static final int[] SAMPLINGS = {
        opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR_420,
        opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR_422,
        opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR_444
    };
    private static final int TURNED_RIGHT_TO_LOOK_AT = 6;
    /** OpenCV's sign for lossless WebP: any quality above 100. */
    private static final int LOSSLESS = 101;

    private PictureEncoder() {}

    /** Returns the bytes of a file; the random numbers choose the quality, 60 to 95. */
    static byte[] encode(Picture picture, Encoding encoding, RandomGenerator random) throws IOException {
        String suffix = encoding.suffix();
        int quality = Math.max(random.nextInt(60, 96), random.nextInt(60, 96));
        return switch (encoding) {
            case JPEG_420 -> jpeg(picture, quality, SAMPLINGS[0]);
            case JPEG_422 -> jpeg(picture, quality, SAMPLINGS[1]);
            case JPEG_444 -> jpeg(picture, quality, SAMPLINGS[2]);
            case JPEG_PROGRESSIVE -> progressive(picture, quality, SAMPLINGS[random.nextInt(SAMPLINGS.length)]);
            case JPEG_GREY -> OpenCvEncoder.grey(suffix, picture, opencv_imgcodecs.IMWRITE_JPEG_QUALITY, quality);
            case JPEG_CMYK ->
                JpegSegments.withAdobe(
                        fourComponents(picture, FourInks.cmyk(picture), quality), JpegSegments.Transform.CMYK);
            case JPEG_YCCK ->
                JpegSegments.withAdobe(
                        fourComponents(picture, FourInks.ycck(picture), quality), JpegSegments.Transform.YCCK);
            case JPEG_ROTATED ->
                JpegSegments.withOrientation(
                        jpeg(picture.turnedLeft(), quality, SAMPLINGS[0]), TURNED_RIGHT_TO_LOOK_AT);
            case PNG_RGB -> OpenCvEncoder.color(suffix, picture);
            case PNG_RGBA -> OpenCvEncoder.transparent(suffix, picture, cutOut(picture));
            case PNG_PALETTE, BMP_PALETTE, GIF -> JdkEncoder.palette(suffix, picture);
            case PNG_GREY -> OpenCvEncoder.grey(suffix, picture);
            case PNG_GREY_16 -> OpenCvEncoder.deepGrey(suffix, picture);
            case PNG_RGB_16 -> OpenCvEncoder.deepColor(suffix, picture);
            case PNG_BILEVEL -> JdkEncoder.bilevel(suffix, picture);
            case WEBP_LOSSY -> OpenCvEncoder.color(suffix, picture, opencv_imgcodecs.IMWRITE_WEBP_QUALITY, quality);
            case WEBP_LOSSLESS -> OpenCvEncoder.color(suffix, picture, opencv_imgcodecs.IMWRITE_WEBP_QUALITY, LOSSLESS);
            case BMP_RGB -> OpenCvEncoder.color(suffix, picture);
            case TIFF -> JdkEncoder.color(suffix, picture);
        };
    }

    private static byte[] jpeg(Picture picture, int quality, int sampling) {
        return OpenCvEncoder.color(
                "jpg",
                picture,
                opencv_imgcodecs.IMWRITE_JPEG_QUALITY,
                quality,
                opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR,
                sampling);
    }

    private static byte[] progressive(Picture picture, int quality, int sampling) {
        return OpenCvEncoder.color(
                "jpg",
                picture,
                opencv_imgcodecs.IMWRITE_JPEG_QUALITY,
                quality,
                opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR,
                sampling,
                opencv_imgcodecs.IMWRITE_JPEG_PROGRESSIVE,
                1);
    }

    private static byte[] fourComponents(Picture picture, byte[] samples, int quality) throws IOException {
        return JdkEncoder.fourComponentJpeg(picture.width(), picture.height(), samples, quality / 100f);
    }

    /** Returns opacities that leave an oval standing; the colours outside it stay in the file, unseen. */
    private static byte[] cutOut(Picture picture) {
        float halfWidth = picture.width() / 2f;
        float halfHeight = picture.height() / 2f;
        Shape oval = new Ellipse(halfWidth, halfHeight, halfWidth, halfHeight, 0f).blurred(halfHeight / 4f);
        byte[] opacity = new byte[picture.width() * picture.height()];
        int pixel = 0;
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                float inside = 0.5f - oval.distance(x + 0.5f, y + 0.5f);
                opacity[pixel++] = (byte) (255f * Math.min(Math.max(inside, 0f), 1f));
            }
        }
        return opacity;
    }
}
