package dev.marquetry.image.codec;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** OpenCV's encoders, which need no warming up: for pictures that people look at. Thread-safe. */
public final class ImageEncoder {
    /** Runs and Huffman codes alone: a sheet of photographs is a sixth larger and takes half the time. */
    private static final int[] PNG = {opencv_imgcodecs.IMWRITE_PNG_STRATEGY, opencv_imgcodecs.IMWRITE_PNG_STRATEGY_RLE};

    static {
        NativeWarnings.silence();
    }

    private ImageEncoder() {}

    /**
     * Returns a PNG file, sample for sample.
     *
     * @param channels 1 or 3, red first
     * @param samples row by row, as many as height, width and channels say
     */
    public static byte[] png(int height, int width, int channels, byte[] samples) {
        return encoded(".png", height, width, channels, samples, PNG);
    }

    /**
     * Returns a JPEG file.
     *
     * @param channels 1 or 3, red first
     * @param samples row by row, as many as height, width and channels say
     * @param quality in percent
     */
    public static byte[] jpeg(int height, int width, int channels, byte[] samples, int quality) {
        return encoded(".jpg", height, width, channels, samples, opencv_imgcodecs.IMWRITE_JPEG_QUALITY, quality);
    }

    private static byte[] encoded(
            String suffix, int height, int width, int channels, byte[] samples, int... parameters) {
        if (samples.length != height * width * channels) {
            throw new IllegalArgumentException(
                    samples.length + " samples of " + height + " x " + width + " x " + channels);
        }
        int type = channels == 1 ? opencv_core.CV_8UC1 : opencv_core.CV_8UC3;
        try (BytePointer memory = new BytePointer(samples);
                Mat image = new Mat(height, width, type, memory);
                BytePointer file = new BytePointer();
                IntPointer settings = new IntPointer(parameters)) {
            if (channels != 1) {
                opencv_imgproc.cvtColor(image, image, opencv_imgproc.COLOR_RGB2BGR);
            }
            if (!opencv_imgcodecs.imencode(suffix, image, file, settings)) {
                throw new IllegalStateException("OpenCV writes no " + suffix);
            }
            byte[] bytes = new byte[Math.toIntExact(file.limit())];
            file.get(bytes);
            return bytes;
        }
    }
}
