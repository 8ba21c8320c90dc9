package dev.marquetry.spark.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.options.Limits;
import dev.marquetry.options.OutputMode;
import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectCode.Stage;
import dev.marquetry.spark.rows.RejectKind;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LimitCheckTest {
    private static final RejectKind MISSING = new RejectKind(Stage.FETCH, RejectCode.NOT_FOUND);

    @Test
    void countsTheLossOfOverwritingBeforeAnythingIsConverted() {
        LimitCheck half = new LimitCheck(Limits.DEFAULT, OutputMode.OVERWRITE, 1000, 500);
        assertThat(half.ofInput()).isEmpty();
        LimitCheck fewer = new LimitCheck(Limits.DEFAULT, OutputMode.OVERWRITE, 1000, 499);
        assertThat(fewer.ofInput())
                .containsExactly("the dataset holds 1,000 rows and the input has 499: overwriting it would lose 0.5010"
                        + " of them, and output.max-loss is 0.5");
        assertThat(new LimitCheck(Limits.DEFAULT, OutputMode.APPEND, 1000, 1).ofInput())
                .isEmpty();
        assertThat(new LimitCheck(Limits.DEFAULT.withMaxLoss(1), OutputMode.OVERWRITE, 1000, 0).ofInput())
                .isEmpty();
    }

    @Test
    void takesAnEmptyInputForALossOfAllRows() {
        assertThat(new LimitCheck(Limits.DEFAULT, OutputMode.OVERWRITE, 1, 0).ofInput())
                .hasSize(1);
        assertThat(new LimitCheck(Limits.DEFAULT, OutputMode.OVERWRITE, 0, 0).ofInput())
                .isEmpty();
    }

    @Test
    void countsTheRejectsOfThisRun() {
        LimitCheck check = new LimitCheck(Limits.DEFAULT.withMaxRejectRatio(0.01), OutputMode.APPEND, 0, 1000);
        assertThat(check.ofResult(990, Map.of(MISSING, 10L))).isEmpty();
        assertThat(check.ofResult(989, Map.of(MISSING, 11L)))
                .containsExactly("11 of 1,000 rows were rejected (0.0110), and rejects.max-ratio is 0.01");
    }

    @Test
    void countsFaultsOfOursApart() {
        LimitCheck check = new LimitCheck(Limits.DEFAULT, OutputMode.ERROR, 0, 10);
        Map<RejectKind, Long> rejected = Map.of(new RejectKind(Stage.DECODE, RejectCode.INTERNAL), 1L, MISSING, 3L);
        assertThat(check.ofResult(6, rejected)).singleElement().asString().startsWith("1 images failed for a fault of");
        LimitCheck two = new LimitCheck(Limits.DEFAULT.withMaxInternal(2), OutputMode.ERROR, 0, 10);
        assertThat(two.ofResult(6, rejected)).isEmpty();
    }

    @Test
    void countsOfWhatFailedAgainFaultsOfOursAlone() {
        Map<RejectKind, Long> rejected = Map.of(new RejectKind(Stage.DECODE, RejectCode.INTERNAL), 3L);
        Limits limits = Limits.DEFAULT.withMaxRejectRatio(0.1);
        assertThat(LimitCheck.ofRejects(limits, 4, rejected, new FailedAgain(3, 3, 3)))
                .isEmpty();
        assertThat(LimitCheck.ofRejects(limits, 4, rejected, new FailedAgain(3, 2, 2)))
                .as("one had failed for another reason")
                .singleElement()
                .asString()
                .startsWith("1 images failed for a fault of");
        assertThat(LimitCheck.ofRejects(limits, 3, rejected, new FailedAgain(2, 2, 2)))
                .hasSize(2)
                .first()
                .isEqualTo("1 of 1 rows were rejected (1.0000), not counting 2 that failed again, and"
                        + " rejects.max-ratio is 0.1");
    }

    @Test
    void neverLeavesADatasetWithoutAnyArray() {
        Map<RejectKind, Long> all = Map.of(MISSING, 3L);
        assertThat(new LimitCheck(Limits.DEFAULT, OutputMode.ERROR, 0, 3).ofResult(0, all))
                .containsExactly("none of 3 rows gave an array, so the dataset would hold none");
        assertThat(new LimitCheck(Limits.DEFAULT, OutputMode.APPEND, 0, 3).ofResult(0, all))
                .hasSize(1);
        assertThat(new LimitCheck(Limits.DEFAULT, OutputMode.APPEND, 5, 3).ofResult(0, all))
                .isEmpty();
        assertThat(new LimitCheck(Limits.DEFAULT, OutputMode.ERROR, 0, 0).ofResult(0, Map.of()))
                .isEmpty();
    }
}
