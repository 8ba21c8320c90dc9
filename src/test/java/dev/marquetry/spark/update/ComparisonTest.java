package dev.marquetry.spark.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.dataset.CommitRecord;
import dev.marquetry.dataset.RowSums;
import dev.marquetry.options.UpdateOptions;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final RowSums SUMS = new RowSums(1, 2);
    private static final long TIME = 5_000_000;

    private static Comparison comparison(Comparison.Lengths lengths, CommitRecord.Window... unsettled) {
        return new Comparison(UpdateOptions.DEFAULT, List.of(unsettled), lengths);
    }

    private static ComparedRow row(ComparedRow.Side side, RowSums sums, Long length, Long modified) {
        return new ComparedRow(
                UTF8String.fromString("a"), side, sums, length, modified, null, 0, null, 0, new GenericInternalRow(0));
    }

    private static ComparedRow input(Long length, Long modified) {
        return row(ComparedRow.Side.INPUT, SUMS, length, modified);
    }

    private static Verdict converted(Comparison.Lengths lengths, ComparedRow input, Long length, Long modified) {
        return comparison(lengths).of(input, List.of(row(ComparedRow.Side.DATA, SUMS, length, modified)), List.of());
    }

    @Test
    void leavesAFileOfTheSameLengthAndTime() {
        assertThat(converted(Comparison.Lengths.LISTED, input(9L, TIME), 9L, TIME))
                .isEqualTo(Verdict.SAME);
    }

    @Test
    void comparesOnlyWhatTheInputKnows() {
        assertThat(converted(Comparison.Lengths.NOTED, input(null, null), 9L, TIME))
                .isEqualTo(Verdict.SAME);
        assertThat(converted(Comparison.Lengths.NOTED, input(9L, null), 9L, TIME))
                .isEqualTo(Verdict.SAME);
    }

    @Test
    void convertsAListedFileOfAnotherLengthAtOnce() {
        assertThat(converted(Comparison.Lengths.LISTED, input(8L, TIME), 9L, TIME))
                .isEqualTo(Verdict.CHANGED);
    }

    @Test
    void readsAFileWhoseNotedLengthDoesNotFit() {
        assertThat(converted(Comparison.Lengths.NOTED, input(8L, TIME), 9L, TIME))
                .isEqualTo(Verdict.UNCERTAIN);
    }

    @Test
    void readsAFileOfAnotherTimeOrOfNoneBefore() {
        assertThat(converted(Comparison.Lengths.LISTED, input(9L, TIME + 1), 9L, TIME))
                .isEqualTo(Verdict.UNCERTAIN);
        assertThat(converted(Comparison.Lengths.LISTED, input(9L, TIME), 9L, null))
                .isEqualTo(Verdict.UNCERTAIN);
    }

    @Test
    void readsAFileThatWasModifiedWhenItWasListed() {
        ComparedRow standing = row(ComparedRow.Side.DATA, SUMS, 9L, TIME);
        Comparison listedThen = comparison(Comparison.Lengths.LISTED, new CommitRecord.Window(4_000, 6_000));
        assertThat(listedThen.of(input(9L, TIME), List.of(standing), List.of())).isEqualTo(Verdict.UNCERTAIN);
        Comparison listedLater = comparison(Comparison.Lengths.LISTED, new CommitRecord.Window(5_001, 6_000));
        assertThat(listedLater.of(input(9L, TIME), List.of(standing), List.of()))
                .isEqualTo(Verdict.SAME);
    }

    @Test
    void convertsWhereACarriedColumnIsAnother() {
        ComparedRow standing = row(ComparedRow.Side.DATA, new RowSums(1, 3), 9L, TIME);
        assertThat(comparison(Comparison.Lengths.LISTED).of(input(9L, TIME), List.of(standing), List.of()))
                .isEqualTo(Verdict.CHANGED);
    }

    @Test
    void convertsAPathThatTheDatasetHasMoreThanOnce() {
        ComparedRow standing = row(ComparedRow.Side.DATA, SUMS, 9L, TIME);
        Comparison comparison = comparison(Comparison.Lengths.LISTED);
        assertThat(comparison.of(input(9L, TIME), List.of(standing, standing), List.of()))
                .isEqualTo(Verdict.CHANGED);
        assertThat(comparison.of(
                        input(9L, TIME), List.of(standing), List.of(row(ComparedRow.Side.REJECTS, SUMS, 9L, TIME))))
                .isEqualTo(Verdict.CHANGED);
    }

    @Test
    void saysOfAFileThatWasReadWhatItsHashSays() {
        assertThat(Comparison.ofRead(TIME, TIME, 7L, 7L)).isEqualTo(Verdict.SAME);
        assertThat(Comparison.ofRead(null, TIME, 7L, 7L)).isEqualTo(Verdict.SAME);
        assertThat(Comparison.ofRead(TIME, null, 7L, 7L)).isEqualTo(Verdict.TOUCHED);
        assertThat(Comparison.ofRead(TIME, TIME + 1, 7L, 7L)).isEqualTo(Verdict.TOUCHED);
        assertThat(Comparison.ofRead(TIME, TIME, 8L, 7L)).isEqualTo(Verdict.CHANGED);
        assertThat(Comparison.ofRead(TIME, TIME, null, 7L)).isEqualTo(Verdict.CHANGED);
    }
}
