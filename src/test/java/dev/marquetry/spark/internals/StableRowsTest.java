package dev.marquetry.spark.internals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.SparkSessions;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StableRowsTest {
    @TempDir
    private Path folder;

    @Test
    void computesTheRowsOnceForTheCopyAndNeverAgain() {
        JavaSparkContext context =
                JavaSparkContext.fromSparkContext(SparkSessions.shared().sparkContext());
        LongAccumulator computed = context.sc().longAccumulator();
        JavaRDD<InternalRow> rows = context.parallelize(List.of(1, 2, 3), 2).map(number -> {
            computed.add(1);
            return new GenericInternalRow(new Object[] {number});
        });
        JavaRDD<InternalRow> copy = StableRows.copy(
                rows, new org.apache.hadoop.fs.Path(folder.toUri().toString()));
        assertThat(computed.value()).isEqualTo(3);
        assertThat(copy.map(row -> row.getInt(0)).collect()).containsExactly(1, 2, 3);
        assertThat(computed.value()).isEqualTo(3);
        assertThat(StableRows.isNeeded(copy)).isFalse();
    }
}
