package dev.marquetry.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.SparkSessions;
import dev.marquetry.spark.rows.RowChecksum;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class WorkPlanTest {
    private static final RowChecksum CHECKSUM = new RowChecksum(new StructType(), List.of());

    private static final StructType SCHEMA =
            new StructType().add("path", DataTypes.StringType).add("length", DataTypes.LongType);

    private final SparkSession spark = SparkSessions.shared();

    @Test
    void keepsEveryRowInTheOrderOfTheInput() {
        List<Row> rows = IntStream.range(0, 5_000)
                .mapToObj(index -> RowFactory.create("p" + index, (long) (index * 7919 % 300_000)))
                .toList();
        WorkPlan plan = WorkPlan.measure(input(rows, 7), false, CHECKSUM);
        assertThat(plan.totals().rows()).isEqualTo(5_000);
        List<String> paths = plan.spread(5).map(row -> row.getString(0)).collect();
        assertThat(paths).isEqualTo(rows.stream().map(row -> row.getString(0)).toList());
    }

    @Test
    void splitsAFolderOfGiantsAmongTasks() {
        Stream<Row> giants = IntStream.range(0, 40).mapToObj(index -> RowFactory.create("giant" + index, 50_000_000L));
        Stream<Row> others = IntStream.range(0, 4_000).mapToObj(index -> RowFactory.create("small" + index, 100_000L));
        WorkPlan plan = WorkPlan.measure(input(Stream.concat(giants, others).toList(), 3), false, CHECKSUM);
        List<List<InternalRow>> tasks = plan.spread(8).glom().collect();
        long total = plan.totals().bytes();
        for (List<InternalRow> task : tasks) {
            long bytes = task.stream().mapToLong(row -> row.getLong(1)).sum();
            assertThat(bytes).isBetween(total / 12, total / 6);
        }
    }

    @Test
    void spreadsRowsOfUnknownLengthEvenly() {
        List<Row> rows = IntStream.range(0, 1_000)
                .mapToObj(index -> RowFactory.create("p" + index, null))
                .toList();
        List<Integer> sizes = new ArrayList<>();
        WorkPlan.measure(input(rows, 2), false, CHECKSUM)
                .spread(4)
                .glom()
                .collect()
                .forEach(task -> sizes.add(task.size()));
        assertThat(sizes).containsExactly(250, 250, 250, 250);
    }

    @Test
    void leavesNoTaskWithoutRows() {
        List<Row> rows = Stream.of(1_000_000L, 10L, 10L, 3_000_000L, 10L)
                .map(length -> RowFactory.create("p", length))
                .toList();
        List<Long> lengths = new ArrayList<>();
        WorkPlan.measure(input(rows, 2), false, CHECKSUM)
                .spread(20)
                .glom()
                .collect()
                .forEach(task -> {
                    assertThat(task).isNotEmpty();
                    task.forEach(row -> lengths.add(row.getLong(1)));
                });
        assertThat(lengths).containsExactly(1_000_000L, 10L, 10L, 3_000_000L, 10L);
    }

    @Test
    void takesAnEmptyInput() {
        WorkPlan plan = WorkPlan.measure(input(List.of(), 1), false, CHECKSUM);
        assertThat(plan.totals()).isEqualTo(WorkPlan.Totals.NONE);
        assertThat(plan.spread(1).collect()).isEmpty();
    }

    private JavaRDD<InternalRow> input(List<Row> rows, int partitions) {
        return spark.createDataFrame(
                        JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(rows, partitions), SCHEMA)
                .queryExecution()
                .toRdd()
                .toJavaRDD();
    }
}
