package dev.marquetry.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NoiseFieldTest {
    @Test
    void fillsTheRangeFromZeroToOne() {
        float[] line = NoiseField.line(500, 40f, 0.6f, new SplittableRandom(1));

        assertThat(line).hasSize(500).contains(0f);
        for (float value : line) {
            assertThat(value).isBetween(0f, 1.000001f);
        }
    }

    @Test
    void repeatsItsEdgesAboutAPoint() {
        NoiseField noise = NoiseField.draw(10, 10, 4f, 4f, 0.5f, new SplittableRandom(1));
        Tone placed = noise.about(105f, 205f);

        assertThat(placed.at(100, 200)).isEqualTo(noise.at(0, 0));
        assertThat(placed.at(103, 207)).isEqualTo(noise.at(3, 7));
        assertThat(placed.at(-50, 900)).isEqualTo(noise.at(0, 9));
    }

    @Test
    void survivesAFieldOfOnePixel() {
        assertThat(NoiseField.draw(1, 1, 0f, 0f, 0.5f, new SplittableRandom(1)).at(0, 0))
                .isZero();
    }
}
