package dev.marquetry.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.types.Metadata;
import org.junit.jupiter.api.Test;

class LabelNamesTest {
    /** {@code sorted(["b", "B", "10", "9", "é", "\uff5e", "\U0001f600", "a b"])} in Python. */
    @Test
    void sortsAsPythonDoes() {
        assertThat(LabelNames.NONE
                        .with(List.of("b", "B", "10", "9", "é", "\uff5e", "\ud83d\ude00", "a b", "b"))
                        .names())
                .containsExactly("10", "9", "B", "a b", "b", "é", "\uff5e", "\ud83d\ude00");
    }

    @Test
    void keepsTheNumbersOfNamesThatStandAndPutsNewOnesAfterThem() {
        LabelNames before = new LabelNames(List.of("dog", "cat"));
        LabelNames after = before.with(List.of("zebra", "ant", "cat"));
        assertThat(after.names()).containsExactly("dog", "cat", "ant", "zebra");
        assertThat(after.keeps(before)).isTrue();
        assertThat(before.keeps(after)).isFalse();
        assertThat(after.keeps(new LabelNames(List.of("cat", "dog")))).isFalse();
    }

    @Test
    void travelAsMetadata() {
        LabelNames names = new LabelNames(List.of("a", "ü%=\"x\""));
        assertThat(LabelNames.fromMetadata(Metadata.fromJson(names.toMetadata().json())))
                .contains(names);
        assertThat(LabelNames.fromMetadata(
                        Metadata.fromJson(LabelNames.NONE.toMetadata().json())))
                .isEmpty();
    }
}
