package dev.marquetry.spark.task;

import dev.marquetry.dataset.RowSums;
import dev.marquetry.image.DecodedImage;
import dev.marquetry.spark.rows.RejectKind;
import java.util.Map;
import java.util.TreeMap;

/** Adds up what one task does. Used by the task's thread only. */
final class TaskMeter {
    private final Progress progress;
    private final Map<RejectKind, Long> rejected = new TreeMap<>();
    private RowSums dataSums = RowSums.NONE;
    private RowSums rejectSums = RowSums.NONE;
    private long converted;
    private long sourceBytes;
    private long arrayBytes;
    private long halvedBatches;
    private long fetchNanos;
    private long decodeNanos;
    private long resizeNanos;
    private long convertNanos;
    private long modelNanos;
    private long writeNanos;

    TaskMeter(Progress progress) {
        this.progress = progress;
    }

    void fetched(long nanos, long bytes) {
        fetchNanos += nanos;
        sourceBytes += bytes;
    }

    void decoded(DecodedImage image) {
        decodeNanos += image.decodeNanos();
        resizeNanos += image.resizeNanos();
    }

    void halved() {
        halvedBatches++;
    }

    /** Counts the resize of a batch, beside that of single images. */
    void resized(long nanos) {
        resizeNanos += nanos;
    }

    void failedToDecode(long nanos) {
        decodeNanos += nanos;
    }

    void converted(long nanos) {
        convertNanos += nanos;
    }

    void modelled(long nanos) {
        modelNanos += nanos;
    }

    void written(long nanos) {
        writeNanos += nanos;
    }

    void countArrays(byte[][] cells, RowSums sums) {
        converted++;
        dataSums = dataSums.plus(sums);
        for (byte[] cell : cells) {
            arrayBytes += cell.length;
        }
        progress.done().add(1L);
    }

    void countReject(RejectKind kind, RowSums sums) {
        rejectSums = rejectSums.plus(sums);
        rejected.merge(kind, 1L, Long::sum);
        progress.done().add(1L);
        progress.rejected().add(1L);
    }

    TaskOutcome outcome(String rejectsFile) {
        StageTimes times = new StageTimes(fetchNanos, decodeNanos, resizeNanos, convertNanos, modelNanos, writeNanos);
        return new TaskOutcome(
                converted, dataSums, rejected, rejectSums, sourceBytes, arrayBytes, halvedBatches, rejectsFile, times);
    }
}
