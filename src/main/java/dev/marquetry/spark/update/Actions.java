package dev.marquetry.spark.update;

import dev.marquetry.dataset.UpdateCounts;
import dev.marquetry.spark.internals.Neighbours;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * All that an update has to do, in the order in which it does it, kept in files. Batches are stretches of it.
 *
 * @param rows the actions, the same ones each time they are computed
 * @param before how many rows there are before each partition
 * @param count how many there are
 * @param inputColumns how many columns a row of the input has
 */
public record Actions(JavaRDD<InternalRow> rows, List<Long> before, long count, int inputColumns) {
    static Actions of(JavaRDD<InternalRow> kept, int inputColumns) {
        List<Long> sizes = kept.mapPartitions(rows -> {
                    long size = 0;
                    while (rows.hasNext()) {
                        rows.next();
                        size++;
                    }
                    return List.of(size).iterator();
                })
                .collect();
        Long[] before = new Long[sizes.size()];
        long count = 0;
        for (int partition = 0; partition < before.length; partition++) {
            before[partition] = count;
            count += sizes.get(partition);
        }
        return new Actions(kept, Arrays.asList(before), count, inputColumns);
    }

    /** Returns how many batches of so many rows there are. */
    public int batches(long size) {
        return Math.toIntExact((count + size - 1) / size);
    }

    /** Returns one of the batches of so many rows. */
    public ActionBatch batch(int number, long size) {
        long from = number * size;
        long to = Math.min(count, from + size);
        long[] first = before.stream().mapToLong(Long::longValue).toArray();
        int[] partitions = IntStream.range(0, first.length)
                .filter(partition -> first[partition] < to && end(partition) > from)
                .toArray();
        JavaRDD<InternalRow> stretch = Neighbours.joined(
                rows.mapPartitionsWithIndex(
                        (partition, all) -> stretch(all, from - first[partition], to - first[partition]), true),
                partitions,
                partitions);
        return new ActionBatch(stretch, inputColumns);
    }

    /**
     * Returns what the update found, once the files of uncertain images were read.
     *
     * @param compared what the comparison alone found
     * @param uncertain how many images were uncertain
     */
    public UpdateCounts counts(UpdateCounts compared, long uncertain) {
        if (uncertain == 0) {
            return compared;
        }
        UpdateCounts acted = Edits.of(new ActionBatch(rows, inputColumns)).counts();
        long changed = acted.changed() + acted.touched() - compared.changed();
        return new UpdateCounts(
                compared.added(),
                acted.changed(),
                acted.touched(),
                compared.failed(),
                compared.retried(),
                compared.same() + uncertain - changed,
                compared.gone(),
                compared.removed());
    }

    private long end(int partition) {
        return partition + 1 < before.size() ? before.get(partition + 1) : count;
    }

    /** Returns the rows from one place up to another; places may lie outside. */
    private static Iterator<InternalRow> stretch(Iterator<InternalRow> rows, long from, long to) {
        long place = 0;
        while (place < from && rows.hasNext()) {
            rows.next();
            place++;
        }
        long first = place;
        return new Iterator<>() {
            private long next = first;

            @Override
            public boolean hasNext() {
                return next < to && rows.hasNext();
            }

            @Override
            public InternalRow next() {
                next++;
                return rows.next();
            }
        };
    }
}
