package dev.marquetry.image;

import dev.marquetry.image.ImageException.Fault;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * OpenCV's decoders, for JPEG and WebP: one thread, no orientation, no colour conversion of its own making.
 *
 * <p>Holds native memory: the file's bytes and the samples of the last image. Not thread-safe.
 */
final class NativeImages implements AutoCloseable {
    private static final long LARGEST_KEPT = 64L << 20;

    static {
        opencv_core.setNumThreads(1);
    }

    private final Mat samples = new Mat();
    private BytePointer encoded = new BytePointer();

    /**
     * Decodes a file to a raster in the workspace.
     *
     * @param file an array with the file
     * @param length how many bytes of it belong to the file
     * @param expected the dimensions that the header states, with 1 channel for luma or 3 for red, green, blue
     * @param format the name of the format, for messages
     */
    void decode(byte[] file, int length, Raster expected, String format) throws ImageException {
        if (encoded.capacity() < length) {
            encoded.deallocate();
            encoded = new BytePointer(Math.max(length, 1 << 20));
        }
        encoded.position(0).put(file, 0, length);
        int flags = expected.channels() == 1 ? opencv_imgcodecs.IMREAD_GRAYSCALE : opencv_imgcodecs.IMREAD_COLOR_RGB;
        flags |= opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
        try (Mat input = new Mat(1, length, opencv_core.CV_8UC1, encoded);
                Mat ignored = opencv_imgcodecs.imdecode(input, flags, samples)) {
            if (ignored.empty()) {
                samples.release();
            }
        }
        if (samples.empty()) {
            throw new ImageException(Fault.CORRUPT, "the " + format + " decoder gave up on the data");
        }
        if (samples.rows() != expected.height()
                || samples.cols() != expected.width()
                || samples.channels() != expected.channels()) {
            throw new ImageException(
                    Fault.CORRUPT,
                    "the " + format + " decoder gave " + samples.cols() + " x " + samples.rows() + " x "
                            + samples.channels() + " instead of " + expected.width() + " x " + expected.height() + " x "
                            + expected.channels());
        }
        copy(expected);
        if (samples.total() * samples.elemSize() > LARGEST_KEPT) {
            samples.release();
        }
        if (encoded.capacity() > LARGEST_KEPT) {
            encoded.deallocate();
            encoded = new BytePointer();
        }
    }

    private void copy(Raster target) {
        int row = target.width() * target.channels();
        try (BytePointer pointer = samples.data()) {
            if (samples.isContinuous() && target.row(1) - target.row(0) == row) {
                pointer.get(target.samples(), target.row(0), row * target.height());
                return;
            }
            for (int y = 0; y < target.height(); y++) {
                pointer.position(y * samples.step(0)).get(target.samples(), target.row(y), row);
            }
        }
    }

    @Override
    public void close() {
        samples.close();
        encoded.close();
    }
}
