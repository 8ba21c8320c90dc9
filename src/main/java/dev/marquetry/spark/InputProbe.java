package dev.marquetry.spark;

import dev.marquetry.image.ImageDecoder;
import dev.marquetry.options.ImageOptions;
import dev.marquetry.options.RejectException;
import dev.marquetry.source.FetchedFile;
import dev.marquetry.source.InputTable;
import dev.marquetry.source.PrefetchLimits;
import dev.marquetry.source.Prefetcher;
import dev.marquetry.spark.engine.NativeCaches;
import dev.marquetry.spark.task.InputRows;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Tries a few images of an input, on the executors: reads and decodes them, and writes nothing.
 *
 * @param image what is made of a file
 * @param inputRows tell where an image's bytes are
 * @param settings Hadoop's settings for the images' file systems
 */
record InputProbe(ImageOptions image, InputRows inputRows, Broadcast<SerializableConfiguration> settings)
        implements Serializable {
    private static final int MOST_IMAGES = 5;

    /**
     * Tries images from all over the input, the first and the last among them.
     *
     * @param rows the rows of an {@link InputTable}
     * @param count how many there are
     */
    List<ProbedImage> of(JavaRDD<InternalRow> rows, long count) {
        long[] chosen = chosen(count);
        return rows
                .zipWithIndex()
                .filter(row -> Arrays.binarySearch(chosen, row._2()) >= 0)
                .map(row -> row._1())
                .mapPartitions(this::probe)
                .collect()
                .stream()
                .map(words -> new ProbedImage(words[0], words[1], words[2]))
                .toList();
    }

    /** Returns the places of the rows to try, ascending. */
    static long[] chosen(long count) {
        long images = Math.min(MOST_IMAGES, count);
        return LongStream.range(0, images)
                .map(index -> images == 1 ? 0 : Math.round((double) index * (count - 1) / (images - 1)))
                .toArray();
    }

    /** Text alone, which any of Spark's serialisers takes. */
    private Iterator<String[]> probe(Iterator<InternalRow> rows) {
        NativeCaches.prepare();
        List<String[]> outcomes = new ArrayList<>();
        try (Prefetcher<InternalRow> files = new Prefetcher<>(
                        rows,
                        inputRows,
                        PrefetchLimits.DEFAULT,
                        settings.value().value());
                ImageDecoder decoder = new ImageDecoder(image)) {
            while (files.hasNext()) {
                outcomes.add(outcome(files.next(), decoder));
            }
        }
        return outcomes.iterator();
    }

    private String[] outcome(FetchedFile<InternalRow> file, ImageDecoder decoder) {
        String path = inputRows.shown(file.request());
        try {
            decoder.decode(file.bytes(), file.length());
            return new String[] {path, "", ""};
        } catch (RejectException failure) {
            return new String[] {path, failure.code().name(), failure.getMessage()};
        } catch (OutOfMemoryError tooLarge) {
            return new String[] {path, "OUT_OF_MEMORY", String.valueOf(tooLarge.getMessage())};
        }
    }
}
