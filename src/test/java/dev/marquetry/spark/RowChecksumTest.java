package dev.marquetry.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marquetry.dataset.RowSums;
import dev.marquetry.source.InputTable;
import dev.marquetry.spark.description.ConversionResult;
import dev.marquetry.spark.rows.RowChecksum;
import dev.marquetry.spark.task.StageTimes;
import dev.marquetry.spark.task.TaskOutcome;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

class RowChecksumTest {
    private static final StructType CARRIED =
            new StructType().add("label", DataTypes.StringType).add("number", DataTypes.IntegerType);

    private final RowChecksum checksum = new RowChecksum(CARRIED, List.of());

    @Test
    void dependsOnEveryValueAndItsPlaceButNotOnTheOrderOfRows() {
        InternalRow row = row("a.jpg", "cat", 1);
        assertThat(List.of(
                        checksum.of(row),
                        checksum.of(row("b.jpg", "cat", 1)),
                        checksum.of(row("a.jpg", "dog", 1)),
                        checksum.of(row("a.jpg", "cat", 2)),
                        checksum.of(row("a.jpg", null, 1)),
                        checksum.of(row("a.jpg", "cat", null)),
                        checksum.of(row(null, "a.jpg", 1)),
                        checksum.of(row("a.jpg", "", 1))))
                .doesNotHaveDuplicates();
        RowSums both = checksum.of(row).plus(checksum.of(row("b.jpg", "dog", 2)));
        assertThat(checksum.of(row("b.jpg", "dog", 2)).plus(checksum.of(row))).isEqualTo(both);
    }

    @Test
    void takesNoTextAndEmptyTextForOneInAPartitionColumn() {
        RowChecksum partitioned = new RowChecksum(CARRIED, List.of("label"));
        assertThat(partitioned.of(row("a.jpg", "", 1)))
                .isEqualTo(partitioned.of(row("a.jpg", null, 1)))
                .isEqualTo(partitioned.of(row("a.jpg", InputTable.NO_PARTITION_VALUE, 1)))
                .isNotEqualTo(partitioned.of(row("a.jpg", "x", 1)));
    }

    @Test
    void findsALossThatADuplicateHidesFromTheCount() {
        RowSums first = checksum.of(row("a.jpg", "cat", 1));
        RowSums second = checksum.of(row("b.jpg", "cat", 2));
        WorkPlan.Totals input = new WorkPlan.Totals(2, 0, first.plus(second));
        ConversionResult.Tally right =
                ConversionResult.Tally.of(input.rows(), input.sums(), List.of(outcome(first), outcome(second)));
        right.requireEveryRow(2);
        ConversionResult.Tally wrong =
                ConversionResult.Tally.of(input.rows(), input.sums(), List.of(outcome(first), outcome(first)));
        assertThat(wrong.converted()).isEqualTo(right.converted());
        assertThatThrownBy(() -> wrong.requireEveryRow(2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("rows were lost or came twice");
    }

    @Test
    void findsPairsThatAnExclusiveOrWouldCancel() {
        RowSums kept = checksum.of(row("a.jpg", "cat", 1));
        RowSums twice = checksum.of(row("b.jpg", "cat", 2));
        assertThat(kept.plus(twice).plus(twice)).isNotEqualTo(kept);
    }

    private static TaskOutcome outcome(RowSums sums) {
        return new TaskOutcome(1, sums, Map.of(), RowSums.NONE, 0, 0, 0, null, StageTimes.NONE);
    }

    /** A row of an input table: path, length, time, then what is carried through. */
    private static InternalRow row(String path, String label, Integer number) {
        Object[] values = {text(path), null, null, text(label), number};
        return new GenericInternalRow(Arrays.copyOf(values, values.length));
    }

    private static UTF8String text(String value) {
        return UTF8String.fromString(value);
    }
}
