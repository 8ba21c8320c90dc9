package dev.marquetry.spark;

import dev.marquetry.dataset.RowSums;
import dev.marquetry.source.InputSchemes;
import dev.marquetry.source.InputTable;
import dev.marquetry.spark.internals.Neighbours;
import dev.marquetry.spark.rows.RowChecksum;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.catalyst.InternalRow;
import scala.Tuple2;

/**
 * Spreads rows over tasks so that each has about the same work, in the order of the input.
 *
 * <p>The work of a row is the length of its file and a constant for opening it. Every row is keyed with the work of all
 * rows before it, which is one number per partition on the driver and a running sum on the executors; a task takes the
 * rows of one stretch of the whole work. So a folder of giants is split among tasks, the output keeps the order of the
 * input, and the driver never holds a row.
 */
final class WorkPlan {
    /** What opening a file and converting a small image costs, in bytes of a larger one. */
    private static final long WORK_PER_ROW = 16 * 1024;

    /** What a file is taken for where its length is not known. */
    private static final long ASSUMED_LENGTH = 110 * 1024;

    private final JavaRDD<InternalRow> rows;
    private final boolean holdContent;
    private final long[] workBefore;
    private final Totals totals;
    private final InputSchemes schemes;

    /**
     * What the input amounts to.
     *
     * @param rows the number of rows
     * @param bytes the length of all files, where a length is not known an assumed one
     * @param sums the checksum of the rows
     */
    record Totals(long rows, long bytes, RowSums sums) {
        static final Totals NONE = new Totals(0, 0, RowSums.NONE);

        /** Restores what {@link #shipped} gives. */
        static Totals of(long[] shipped) {
            return new Totals(shipped[0], shipped[1], new RowSums(shipped[2], shipped[3]));
        }

        /** Returns the totals as executors ship them: Spark may be set to ship with Kryo, which takes no records. */
        long[] shipped() {
            return new long[] {rows, bytes, sums.first(), sums.second()};
        }

        Totals plus(Totals other) {
            return new Totals(rows + other.rows, bytes + other.bytes, sums.plus(other.sums));
        }

        /** Returns the measure that tasks share. */
        long work() {
            return rows * WORK_PER_ROW + bytes;
        }
    }

    private WorkPlan(
            JavaRDD<InternalRow> rows, boolean holdContent, long[] workBefore, Totals totals, InputSchemes schemes) {
        this.rows = rows;
        this.holdContent = holdContent;
        this.workBefore = workBefore;
        this.totals = totals;
        this.schemes = schemes;
    }

    /**
     * Measures the input in one pass.
     *
     * @param rows the rows of an {@link InputTable}, in an order that is the same each time they are computed
     * @param holdContent whether rows have their images' bytes
     * @param checksum of a row
     */
    static WorkPlan measure(JavaRDD<InternalRow> rows, boolean holdContent, RowChecksum checksum) {
        List<Tuple2<long[], InputSchemes>> partitions =
                rows.mapPartitions(input -> measured(input, checksum), true).collect();
        long[] workBefore = new long[partitions.size()];
        Totals sum = Totals.NONE;
        InputSchemes schemes = new InputSchemes();
        for (int partition = 0; partition < workBefore.length; partition++) {
            workBefore[partition] = sum.work();
            sum = sum.plus(Totals.of(partitions.get(partition)._1()));
            schemes.addAll(partitions.get(partition)._2());
        }
        return new WorkPlan(rows, holdContent, workBefore, sum, schemes);
    }

    JavaRDD<InternalRow> rows() {
        return rows;
    }

    Totals totals() {
        return totals;
    }

    /** Returns the schemes of the paths, as the rows have them. */
    InputSchemes schemes() {
        return schemes;
    }

    /**
     * Returns the rows in a partition per task, none of which is empty: a task without rows would leave an empty file,
     * or nothing at all, which not every committer takes.
     *
     * <p>Rows with their images' bytes are not moved where their own partitions will do: tasks then take neighbouring
     * partitions whole.
     *
     * @param tasks the number of partitions, at least 1; there are fewer where a file is larger than a task's share
     */
    JavaRDD<InternalRow> spread(int tasks) {
        Stretches stretches = new Stretches(totals.work(), tasks);
        int[] begun = holdContent ? begun() : new int[0];
        if (begun.length >= tasks) {
            return Neighbours.joined(
                    rows,
                    begun,
                    Arrays.stream(begun)
                            .map(partition -> stretches.of(workBefore[partition]))
                            .toArray());
        }
        JavaPairRDD<Long, InternalRow> keyed = keyed();
        int[] occupied = keyed.keys().mapPartitions(stretches::of, true).collect().stream()
                .mapToInt(Integer::intValue)
                .sorted()
                .distinct()
                .toArray();
        return keyed.repartitionAndSortWithinPartitions(new WorkPartitioner(stretches, occupied))
                .values();
    }

    /** Returns the places of the partitions that have rows. */
    private int[] begun() {
        return IntStream.range(0, workBefore.length)
                .filter(partition -> workOf(partition) > 0)
                .toArray();
    }

    private long workOf(int partition) {
        long end = partition + 1 < workBefore.length ? workBefore[partition + 1] : totals.work();
        return end - workBefore[partition];
    }

    private JavaPairRDD<Long, InternalRow> keyed() {
        long[] before = workBefore;
        return rows.mapPartitionsWithIndex((partition, input) -> keyed(input, before[partition]), true)
                .mapToPair(pair -> pair);
    }

    private static Iterator<Tuple2<long[], InputSchemes>> measured(Iterator<InternalRow> input, RowChecksum checksum) {
        long rows = 0;
        long bytes = 0;
        RowSums sums = RowSums.NONE;
        InputSchemes schemes = new InputSchemes();
        while (input.hasNext()) {
            InternalRow row = input.next();
            rows++;
            bytes += length(row);
            sums = sums.plus(checksum.of(row));
            schemes.add(row.isNullAt(InputTable.PATH_ORDINAL) ? null : row.getString(InputTable.PATH_ORDINAL));
        }
        return List.of(new Tuple2<>(new Totals(rows, bytes, sums).shipped(), schemes))
                .iterator();
    }

    private static Iterator<Tuple2<Long, InternalRow>> keyed(Iterator<InternalRow> input, long workBefore) {
        return new Iterator<>() {
            private long before = workBefore;

            @Override
            public boolean hasNext() {
                return input.hasNext();
            }

            @Override
            public Tuple2<Long, InternalRow> next() {
                InternalRow row = input.next();
                Tuple2<Long, InternalRow> keyed = new Tuple2<>(before, row.copy());
                before += work(row);
                return keyed;
            }
        };
    }

    private static long work(InternalRow row) {
        return WORK_PER_ROW + length(row);
    }

    private static long length(InternalRow row) {
        return row.isNullAt(InputTable.LENGTH_ORDINAL)
                ? ASSUMED_LENGTH
                : Math.max(0, row.getLong(InputTable.LENGTH_ORDINAL));
    }

    /** The whole work in equal parts. */
    static final class Stretches implements Serializable {
        private static final long serialVersionUID = 1L;

        private final long work;
        private final int count;

        Stretches(long work, int count) {
            this.work = work;
            this.count = count;
        }

        /** Returns the place of the stretch in which a row begins. */
        int of(long workBefore) {
            double share = (double) workBefore / work;
            return Math.min(count - 1, (int) (share * count));
        }

        /** Returns the places of the stretches in which rows begin, each once. */
        Iterator<Integer> of(Iterator<Long> workBefore) {
            Set<Integer> places = new LinkedHashSet<>();
            workBefore.forEachRemaining(before -> places.add(of(before)));
            return places.iterator();
        }
    }

    /** Gives every stretch in which a row begins a task. */
    static final class WorkPartitioner extends Partitioner {
        private static final long serialVersionUID = 1L;

        private final Stretches stretches;
        private final int[] occupied;

        /**
         * @param stretches of the whole work
         * @param occupied the places of those in which rows begin, ascending
         */
        WorkPartitioner(Stretches stretches, int[] occupied) {
            this.stretches = stretches;
            this.occupied = occupied;
        }

        @Override
        public int numPartitions() {
            return Math.max(1, occupied.length);
        }

        @Override
        public int getPartition(Object workBefore) {
            return Arrays.binarySearch(occupied, stretches.of((Long) workBefore));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof WorkPartitioner that
                    && stretches.work == that.stretches.work
                    && Arrays.equals(occupied, that.occupied);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(occupied);
        }
    }
}
