package dev.marquetry.options;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeriveRefusalTest {
    private static final String CSV = "input: {path: in, format: csv}\noutput.path: out\n";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    derive.label       | name   | one of none, parent
                    derive.label-index | yes    | true or false
                    derive.split       | folder | one of none, grandparent, random
                    derive.valid-share | 0      | a number above 0 and below 1
                    derive.valid-share | 1      | a number above 0 and below 1
                    derive.valid-share | NaN    | a number above 0 and below 1
                    derive.seed        | -1     | a whole number of at least 0
                    """)
    void refusesAValueOfAnotherType(String key, String value, String rule) {
        assertRefused(key + ": " + value + "\n", key + " must be " + rule + ": " + value + " (line 3 of job.yaml)");
    }

    @Test
    void partitionsListedImagesByWhatIsMadeOfTheirPaths() {
        assertThat(JobOptionsFixture.resolve(JobOptionsFixture.MINIMAL
                                + "derive: {label: parent, split: random}\noutput.partition-by: [split, label]\n")
                        .output()
                        .partitionBy())
                .containsExactly("split", "label");
        assertRefused(
                "derive.label: parent\noutput.partition-by: [split]\n",
                "output.partition-by is for manifests with columns only, and input.format is images, but for the"
                        + " columns that derive.label and derive.split add: [split] (line 4 of job.yaml)");
        assertRefused(
                "derive: {label: parent, label-index: true}\noutput.partition-by: [label_index]\n",
                "output.partition-by must not have the column label_index; partition by label, whose numbers it has:"
                        + " [label_index] (line 4 of job.yaml)");
    }

    @Test
    void refusesColumnsOfThePathThatMeanNothing() {
        assertRefused(
                "derive: {label-index: true, valid-share: 0.1}\n",
                "derive.label-index needs labels to number, and derive.label is none: true (line 3 of job.yaml)",
                "derive.valid-share is for derive.split random only, which is none: 0.1 (line 3 of job.yaml)");
        assertRefused(
                "derive: {split: grandparent, seed: 1}\n",
                "derive.seed is for derive.split random only, which is grandparent: 1 (line 3 of job.yaml)");
    }

    @Test
    void refusesColumnsOfThePathWithTheNamesOfOthers() {
        assertThat(JobOptionsFixture.faults(CSV + "derive: {label: parent, label-index: true, split: random}\n"
                        + "input.columns: [Label]\noutput.path-column: split\n"
                        + "tensor.dtype: float32\nmodel: {path: a.pt, column: LABEL_INDEX}\n"))
                .containsExactly(
                        "derive.label adds the column label, which input.columns has too: parent (line 3 of job.yaml)",
                        "derive.split adds the column split, which output.path-column has too: random"
                                + " (line 3 of job.yaml)",
                        "derive.label-index adds the column label_index, which model.column has too: true"
                                + " (line 3 of job.yaml)");
    }

    private static void assertRefused(String yaml, String... messages) {
        assertThat(JobOptionsFixture.faults(JobOptionsFixture.MINIMAL + yaml)).containsExactly(messages);
    }
}
