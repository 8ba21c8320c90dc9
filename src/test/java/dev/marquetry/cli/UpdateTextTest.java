package dev.marquetry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.spark.PublishedBatches;
import org.junit.jupiter.api.Test;

class UpdateTextTest {
    @Test
    void saysHowFarAStoppedRunCame() {
        assertThat(UpdateText.of(new PublishedBatches(3, 10, 299_998, 2)))
                .isEqualTo("3 of 10 batches are published (299,998 images converted, 2 rejected); the next run goes on"
                        + " from there");
    }
}
