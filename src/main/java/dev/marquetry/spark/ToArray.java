package dev.marquetry.spark;

import dev.marquetry.spark.engine.SampleOrder;
import org.apache.spark.sql.api.java.UDF5;

/** Makes a cell, height x width x channels, from the origin, the sizes, the type and the samples of Spark's image. */
public record ToArray() implements UDF5<String, Integer, Integer, Integer, byte[], byte[]> {
    /** What Spark says of an image that it could not read. */
    private static final int UNDEFINED = -1;

    @Override
    public byte[] call(String origin, Integer height, Integer width, Integer mode, byte[] data) {
        if (data == null || mode == UNDEFINED) {
            return null;
        }
        return switch (mode) {
            case ToImage.CV_8UC1 -> data;
            // The turn from blue, green, red is its own reverse.
            case ToImage.CV_8UC3 -> SampleOrder.INTERLEAVED.toOpenCv(data, Math.multiplyExact(height, width), 3);
            default ->
                throw new IllegalArgumentException(
                        "an image must have 8-bit samples in one or three channels, OpenCV's type 0 or 16: " + mode
                                + ", " + origin);
        };
    }
}
