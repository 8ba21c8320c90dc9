package dev.marquetry.sample;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CsvTest {
    @Test
    void quotesOnlyWhatNeedsIt() {
        assertThat(Csv.line("a b%.jpg", "red, green", "the \"best\""))
                .isEqualTo("a b%.jpg,\"red, green\",\"the \"\"best\"\"\"\n");
    }
}
