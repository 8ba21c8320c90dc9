package dev.marquetry.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.marquetry.options.DerivedColumns.Label;
import dev.marquetry.options.DerivedColumns.LabelIndex;
import dev.marquetry.options.DerivedColumns.Split;
import org.junit.jupiter.api.Test;

class DerivedColumnsTest {
    private final DerivedColumns all = DerivedColumns.NONE
            .withLabel(Label.PARENT)
            .withIndex(LabelIndex.WRITTEN)
            .withSplit(Split.RANDOM)
            .withValidShare(0.1)
            .withSeed(5);

    @Test
    void namesTheColumnsInTheirOrder() {
        assertThat(DerivedColumns.NONE.names()).isEmpty();
        assertThat(DerivedColumns.NONE.withSplit(Split.GRANDPARENT).names()).containsExactly("split");
        assertThat(all.names()).containsExactly("label", "split", "label_index");
        assertThat(all).isEqualTo(new DerivedColumns(Label.PARENT, LabelIndex.WRITTEN, Split.RANDOM, 0.1, 5));
    }

    @Test
    void refusesNumbersOutOfBounds() {
        for (double share : new double[] {0, 1, -0.1, Double.NaN}) {
            assertThatThrownBy(() -> all.withValidShare(share))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("validShare must be above 0 and below 1: " + share);
        }
        assertThatThrownBy(() -> all.withSeed(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("seed must be at least 0: -1");
    }

    @Test
    void refusesToNumberLabelsWithoutLabels() {
        assertThatThrownBy(() -> all.withLabel(Label.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("index needs a label");
    }
}
