package dev.marquetry.image.codec;

import dev.marquetry.image.resize.Raster;
import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectException;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * OpenCV's decoders, for JPEG and WebP: one thread, no orientation, no colour conversion of its own making.
 *
 * <p>Holds native memory: the file's bytes and the samples of the last image. Not thread-safe.
 */
public final class NativeImages implements AutoCloseable {
    private static final long SMALLEST = 1 << 20;
    private static final long LARGEST_KEPT = 64L << 20;

    static {
        opencv_core.setNumThreads(1);
        NativeWarnings.silence();
    }

    private BytePointer encoded = new BytePointer();
    private BytePointer decoded = new BytePointer();

    /**
     * Decodes a file to a raster in the workspace.
     *
     * @param file an array with the file
     * @param length how many bytes of it belong to the file
     * @param expected the dimensions that the header states, with 1 channel for luma or 3 for red, green, blue
     * @param format the name of the format, for messages
     */
    void decode(byte[] file, int length, Raster expected, String format) throws RejectException {
        int height = expected.height();
        int width = expected.width();
        encoded = atLeast(encoded, length);
        encoded.put(file, 0, length);
        // Memory of our own, which OpenCV fills where the dimensions agree: its own would be new for every other size.
        decoded = atLeast(decoded, (long) height * width * expected.channels());
        boolean luma = expected.channels() == 1;
        int flags = luma ? opencv_imgcodecs.IMREAD_GRAYSCALE : opencv_imgcodecs.IMREAD_COLOR_RGB;
        try (Mat input = new Mat(1, length, opencv_core.CV_8UC1, encoded);
                Mat samples = new Mat(height, width, luma ? opencv_core.CV_8UC1 : opencv_core.CV_8UC3, decoded);
                Mat result =
                        opencv_imgcodecs.imdecode(input, flags | opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION, samples)) {
            if (result.empty()) {
                throw new RejectException(RejectCode.CORRUPT, "the " + format + " decoder gave up on the data");
            }
            if (samples.rows() != height
                    || samples.cols() != width
                    || samples.channels() != expected.channels()
                    || samples.data().address() != decoded.address()) {
                throw new RejectException(
                        RejectCode.CORRUPT,
                        "the " + format + " decoder gave " + samples.cols() + " x " + samples.rows() + " x "
                                + samples.channels() + " instead of " + width + " x " + height + " x "
                                + expected.channels());
            }
            copy(expected);
        }
        encoded = unlessLarge(encoded);
        decoded = unlessLarge(decoded);
    }

    private void copy(Raster target) {
        int row = target.width() * target.channels();
        if (target.row(1) - target.row(0) == row) {
            decoded.get(target.samples(), target.row(0), row * target.height());
            return;
        }
        for (int y = 0; y < target.height(); y++) {
            decoded.position((long) y * row).get(target.samples(), target.row(y), row);
        }
        decoded.position(0);
    }

    private static BytePointer atLeast(BytePointer memory, long size) {
        if (memory.capacity() >= size) {
            return memory;
        }
        memory.deallocate();
        // Where there is no memory for another one, this one must not be taken for usable.
        memory.capacity(0);
        return new BytePointer(Math.max(size, SMALLEST));
    }

    private static BytePointer unlessLarge(BytePointer memory) {
        if (memory.capacity() <= LARGEST_KEPT) {
            return memory;
        }
        memory.deallocate();
        return new BytePointer();
    }

    @Override
    public void close() {
        encoded.close();
        decoded.close();
    }
}
