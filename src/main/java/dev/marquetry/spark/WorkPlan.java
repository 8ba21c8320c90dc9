package dev.marquetry.spark;

import dev.marquetry.source.InputTable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.Partitioner;
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
    private final long[] workBefore;
    private final Totals totals;

    /**
     * What the input amounts to.
     *
     * @param rows the number of rows
     * @param bytes the length of all files, where a length is not known an assumed one
     */
    record Totals(long rows, long bytes) {
        /** Returns the measure that tasks share. */
        long work() {
            return rows * WORK_PER_ROW + bytes;
        }
    }

    private WorkPlan(JavaRDD<InternalRow> rows, long[] workBefore, Totals totals) {
        this.rows = rows;
        this.workBefore = workBefore;
        this.totals = totals;
    }

    /**
     * Measures the input in one pass.
     *
     * @param rows the rows of an {@link InputTable}, in an order that is the same each time they are computed
     */
    static WorkPlan measure(JavaRDD<InternalRow> rows) {
        List<Tuple2<Long, Long>> partitions =
                rows.mapPartitions(WorkPlan::rowsAndBytes, true).collect();
        long[] workBefore = new long[partitions.size()];
        Totals sum = new Totals(0, 0);
        for (int partition = 0; partition < workBefore.length; partition++) {
            workBefore[partition] = sum.work();
            Tuple2<Long, Long> more = partitions.get(partition);
            sum = new Totals(sum.rows() + more._1(), sum.bytes() + more._2());
        }
        return new WorkPlan(rows, workBefore, sum);
    }

    Totals totals() {
        return totals;
    }

    /**
     * Returns the rows in as many partitions as there are tasks.
     *
     * @param tasks the number of partitions, at least 1
     */
    JavaRDD<InternalRow> spread(int tasks) {
        long[] before = workBefore;
        return rows.mapPartitionsWithIndex((partition, input) -> keyed(input, before[partition]), true)
                .mapToPair(pair -> pair)
                .repartitionAndSortWithinPartitions(new WorkPartitioner(totals.work(), tasks))
                .values();
    }

    private static Iterator<Tuple2<Long, Long>> rowsAndBytes(Iterator<InternalRow> input) {
        long rows = 0;
        long bytes = 0;
        while (input.hasNext()) {
            rows++;
            bytes += length(input.next());
        }
        return List.of(new Tuple2<>(rows, bytes)).iterator();
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

    /** Maps the work before a row to the task of the stretch that it lies in. */
    static final class WorkPartitioner extends Partitioner {
        private final long total;
        private final int tasks;

        WorkPartitioner(long total, int tasks) {
            this.total = total;
            this.tasks = tasks;
        }

        @Override
        public int numPartitions() {
            return tasks;
        }

        @Override
        public int getPartition(Object workBefore) {
            double share = (double) (Long) workBefore / total;
            return Math.min(tasks - 1, (int) (share * tasks));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof WorkPartitioner that && total == that.total && tasks == that.tasks;
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(new long[] {total, tasks});
        }
    }
}
