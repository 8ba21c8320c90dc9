package dev.marquetry.image;

import dev.marquetry.image.ImageException.Fault;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * OpenCV's decoders, on native buffers that are used again for every image. Not thread-safe.
 *
 * <p>One thread per call, for Spark runs one task per core, and nothing on standard error, for what is wrong with a
 * file is told by an exception.
 */
final class OpenCv implements AutoCloseable {
    private BytePointer file = new BytePointer();
    private final Mat decoded = new Mat();

    static {
        Loader.load(opencv_imgcodecs.class);
        opencv_core.setNumThreads(1);
    }

    /** What samples are asked for. */
    enum Samples {
        /** Three channels of 8 bits: red, green, blue. */
        RGB(opencv_imgcodecs.IMREAD_COLOR_RGB | opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION, opencv_core.CV_8UC3),
        /** One channel of 16 bits. */
        GREY16(
                opencv_imgcodecs.IMREAD_ANYDEPTH
                        | opencv_imgcodecs.IMREAD_GRAYSCALE
                        | opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION,
                opencv_core.CV_16UC1);

        private final int flags;
        private final int type;

        Samples(int flags, int type) {
            this.flags = flags;
            this.type = type;
        }
    }

    /**
     * Decodes an image.
     *
     * @param bytes the file
     * @param length its length
     * @param header what the file says of its image
     * @param samples what is asked for
     * @return native samples, row by row without gaps, valid until the next call
     * @throws ImageException if OpenCV does not decode the image, or gives another than the header tells of
     */
    BytePointer decode(byte[] bytes, int length, Header header, Samples samples) throws ImageException {
        if (file.capacity() < length) {
            file.close();
            file = new BytePointer(Math.max(length, 256 * 1024L));
        }
        file.position(0).put(bytes, 0, length);
        Mat result;
        try (Mat input = new Mat(1, length, opencv_core.CV_8UC1, file)) {
            result = opencv_imgcodecs.imdecode(input, samples.flags, decoded);
        } catch (RuntimeException failure) {
            throw new ImageException(
                    Fault.CORRUPT,
                    "the " + header.format() + " file cannot be decoded: " + failure.getMessage(),
                    failure);
        }
        try (result) {
            if (result.empty()) {
                throw new ImageException(
                        Fault.CORRUPT, "the " + header.format() + " file cannot be decoded: its data is damaged");
            }
        }
        if (decoded.rows() != header.height()
                || decoded.cols() != header.width()
                || decoded.type() != samples.type
                || !decoded.isContinuous()) {
            throw new ImageException(
                    Fault.CORRUPT,
                    "the " + header.format() + " file announces " + header.width() + "x" + header.height()
                            + " and holds " + decoded.cols() + "x" + decoded.rows());
        }
        return decoded.data();
    }

    @Override
    public void close() {
        file.close();
        decoded.close();
    }
}
