package dev.marquetry.spark.task;

import dev.marquetry.image.DecodedImage;
import dev.marquetry.image.codec.ImageHeaders;
import dev.marquetry.image.resize.Pixels;
import dev.marquetry.options.ImageOptions;
import dev.marquetry.options.RejectException;
import dev.marquetry.source.InputTable;
import dev.marquetry.spark.rows.RejectedImage;
import dev.marquetry.spark.statistics.ImageSample;
import dev.marquetry.spark.statistics.RunStatistics;
import dev.marquetry.spark.statistics.StatisticsAccumulator;
import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;

/** Hears of every image of one task, for the run's report. Used by the task's thread only. */
public interface TaskStatistics {
    /** Takes no notice. */
    TaskStatistics NONE = new TaskStatistics() {
        @Override
        public void decoded(InternalRow row, byte[] file, int length, DecodedImage image) {}

        @Override
        public void converted(InternalRow row, Pixels pixels) {}

        @Override
        public void rejected(RejectedImage image) {}

        @Override
        public void finish() {}
    };

    /** Opens the statistics of a task. */
    @FunctionalInterface
    interface Source extends Serializable {
        /**
         * Returns those of the running task.
         *
         * @param image what is made of a file
         * @param inputRows know the paths
         */
        TaskStatistics open(ImageOptions image, InputRows inputRows);

        /** Returns a source whose tasks take no notice. */
        static Source none() {
            return (image, inputRows) -> NONE;
        }

        /**
         * Returns a source whose tasks add up what they have seen.
         *
         * @param sample whose pixels are counted
         * @param sums takes what each task has seen, once it has come to its end
         */
        static Source counting(ImageSample sample, StatisticsAccumulator sums) {
            return (image, inputRows) -> new Counting(image, inputRows, sample, sums);
        }
    }

    /**
     * An image was decoded.
     *
     * @param row its row of the input
     * @param file holds its bytes
     * @param length how many these are
     */
    void decoded(InternalRow row, byte[] file, int length, DecodedImage image);

    /**
     * An image's pixels became an array.
     *
     * @param row its row of the input
     * @param pixels of their final size
     */
    void converted(InternalRow row, Pixels pixels);

    /** An image was rejected. */
    void rejected(RejectedImage image);

    /** The task has come to its end. */
    void finish();

    /** Adds up. */
    final class Counting implements TaskStatistics {
        private final ImageOptions options;
        private final InputRows inputRows;
        private final ImageSample sample;
        private final StatisticsAccumulator sums;
        private final RunStatistics seen = new RunStatistics();

        private Counting(ImageOptions options, InputRows inputRows, ImageSample sample, StatisticsAccumulator sums) {
            this.options = options;
            this.inputRows = inputRows;
            this.sample = sample;
            this.sums = sums;
        }

        @Override
        public void decoded(InternalRow row, byte[] file, int length, DecodedImage image) {
            seen.countTime(image.decodeNanos() + image.resizeNanos(), () -> inputRows.shown(row));
            try {
                seen.countSource(ImageHeaders.read(file, length), length, options, () -> inputRows.shown(row));
            } catch (RejectException neverMind) {
                // The readers of the decoders have read this header before, and no row is lost for a report.
                return;
            }
        }

        @Override
        public void converted(InternalRow row, Pixels pixels) {
            boolean named = !row.isNullAt(InputTable.PATH_ORDINAL);
            if (sample.takes(named ? row.getUTF8String(InputTable.PATH_ORDINAL) : null)) {
                seen.countPixels(pixels, () -> inputRows.shown(row));
            }
        }

        @Override
        public void rejected(RejectedImage image) {
            seen.countReject(image);
        }

        @Override
        public void finish() {
            sums.add(seen);
        }
    }
}
