package dev.marquetry.spark;

import dev.marquetry.spark.engine.SampleOrder;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF5;
import scala.collection.Seq;

/**
 * Makes an image of Spark's from a path, a cell, its height, its width and its channels.
 *
 * @param order the order of the cell's samples
 */
public record ToImage(SampleOrder order) implements UDF5<String, Object, Integer, Integer, Integer, Row> {
    /** OpenCV's types of 8-bit samples in one and in three channels. */
    static final int CV_8UC1 = 0;

    static final int CV_8UC3 = 16;

    @Override
    public Row call(String path, Object cell, Integer height, Integer width, Integer channels) {
        if (cell == null) {
            return null;
        }
        byte[] samples = cell instanceof byte[] bytes ? bytes : samples((Seq<?>) cell);
        int mode = channels == 1 ? CV_8UC1 : CV_8UC3;
        byte[] data = order.toOpenCv(samples, Math.multiplyExact(height, width), channels);
        return RowFactory.create(path, height, width, channels, mode, data);
    }

    /** Spark reads unsigned bytes as short integers. */
    private static byte[] samples(Seq<?> values) {
        byte[] samples = new byte[values.length()];
        scala.collection.Iterator<?> each = values.iterator();
        for (int index = 0; index < samples.length; index++) {
            samples[index] = ((Number) each.next()).byteValue();
        }
        return samples;
    }
}
