package dev.marquetry.spark.internals;

import org.apache.spark.Partition;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.PartitionCoalescer;
import org.apache.spark.rdd.PartitionGroup;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.catalyst.InternalRow;
import scala.Option;

/** Joins neighbouring partitions, whose rows stay where they are and in their order. */
public final class Neighbours implements PartitionCoalescer, ScalaSerializable {
    private static final long serialVersionUID = 1L;

    private final int[] partitions;
    private final int[] groups;

    private Neighbours(int[] partitions, int[] groups) {
        this.partitions = partitions;
        this.groups = groups;
    }

    /**
     * Returns the rows of some partitions in fewer.
     *
     * @param partitions the places of those to take, ascending; others are left out
     * @param groups a number for each, ascending: those of the same number become one partition
     */
    public static JavaRDD<InternalRow> joined(JavaRDD<InternalRow> rows, int[] partitions, int[] groups) {
        int most = Math.max(1, partitions.length);
        return rows.rdd()
                .coalesce(most, false, Option.apply(new Neighbours(partitions.clone(), groups.clone())), null)
                .toJavaRDD();
    }

    @Override
    public PartitionGroup[] coalesce(int most, RDD<?> parent) {
        Partition[] all = parent.partitions();
        PartitionGroup[] joined = new PartitionGroup[distinct()];
        int group = -1;
        for (int index = 0; index < partitions.length; index++) {
            if (index == 0 || groups[index] != groups[index - 1]) {
                joined[++group] = new PartitionGroup(Option.empty());
            }
            joined[group].partitions().$plus$eq(all[partitions[index]]);
        }
        return joined;
    }

    private int distinct() {
        int count = partitions.length == 0 ? 0 : 1;
        for (int index = 1; index < groups.length; index++) {
            count += groups[index] == groups[index - 1] ? 0 : 1;
        }
        return count;
    }
}
