package dev.marquetry.sample;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/** Writes pictures by OpenCV: the formats and variants that the JDK does not know. */
final class OpenCvEncoder {
    static {
        // More threads would not change the bytes, but they would outlive the work.
        opencv_core.setNumThreads(1);
    }

    private OpenCvEncoder() {}

    /** Writes a picture in colour, 8 bits for each sample. */
    static byte[] color(String suffix, Picture picture, int... parameters) {
        byte[] samples = picture.bytes();
        for (int index = 0; index < samples.length; index += 3) {
            byte red = samples[index];
            samples[index] = samples[index + 2];
            samples[index + 2] = red;
        }
        return encode(suffix, picture, opencv_core.CV_8UC3, samples, parameters);
    }

    /** Writes a picture in grey, 8 bits for each sample. */
    static byte[] grey(String suffix, Picture picture, int... parameters) {
        short[] luma = picture.luma();
        byte[] samples = new byte[luma.length];
        for (int index = 0; index < samples.length; index++) {
            samples[index] = (byte) (luma[index] >> 8);
        }
        return encode(suffix, picture, opencv_core.CV_8UC1, samples, parameters);
    }

    /** Writes a picture in colour with an opacity for each pixel. */
    static byte[] transparent(String suffix, Picture picture, byte[] opacity) {
        byte[] colors = picture.bytes();
        byte[] samples = new byte[4 * opacity.length];
        for (int pixel = 0; pixel < opacity.length; pixel++) {
            samples[4 * pixel] = colors[3 * pixel + 2];
            samples[4 * pixel + 1] = colors[3 * pixel + 1];
            samples[4 * pixel + 2] = colors[3 * pixel];
            samples[4 * pixel + 3] = opacity[pixel];
        }
        return encode(suffix, picture, opencv_core.CV_8UC4, samples);
    }

    /** Writes a picture in colour, 16 bits for each sample. */
    static byte[] deepColor(String suffix, Picture picture) {
        short[] samples = picture.samples().clone();
        for (int index = 0; index < samples.length; index += 3) {
            short red = samples[index];
            samples[index] = samples[index + 2];
            samples[index + 2] = red;
        }
        return encode(suffix, picture, opencv_core.CV_16UC3, nativeOrder(samples));
    }

    /** Writes a picture in grey, 16 bits for each sample. */
    static byte[] deepGrey(String suffix, Picture picture) {
        return encode(suffix, picture, opencv_core.CV_16UC1, nativeOrder(picture.luma()));
    }

    private static byte[] nativeOrder(short[] samples) {
        ByteBuffer buffer = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.nativeOrder());
        buffer.asShortBuffer().put(samples);
        return buffer.array();
    }

    private static byte[] encode(String suffix, Picture picture, int type, byte[] samples, int... parameters) {
        try (Mat mat = new Mat(picture.height(), picture.width(), type);
                BytePointer file = new BytePointer();
                IntPointer settings = new IntPointer(parameters)) {
            mat.data().put(samples);
            if (!opencv_imgcodecs.imencode("." + suffix, mat, file, settings)) {
                throw new IllegalStateException(
                        "OpenCV does not write " + suffix + " with the parameters " + Arrays.toString(parameters));
            }
            byte[] bytes = new byte[Math.toIntExact(file.limit())];
            file.get(bytes);
            return bytes;
        }
    }
}
