package dev.marquetry.image.resize;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterWeightsTest {
    @ParameterizedTest
    @CsvSource({"1,1", "1,9", "2,1", "3,7", "375,224", "224,375", "500,224", "61,60", "3000,5", "7,500", "1000,999"})
    void weighsWithinTheInputAndToOne(int inputs, int outputs) {
        FilterWeights weights = FilterWeights.of(inputs, outputs);
        assertThat(weights.starts()).hasSize(outputs);
        for (int i = 0; i < outputs; i++) {
            assertThat(weights.starts()[i]).isBetween(0, inputs - weights.taps());
            long sum = 0;
            for (int k = 0; k < weights.taps(); k++) {
                int weight = weights.weights()[i * weights.taps() + k];
                assertThat(weight).isNotNegative();
                sum += weight;
            }
            assertThat(sum).isBetween((1L << 22) - weights.taps(), (1L << 22) + weights.taps());
        }
    }

    @ParameterizedTest
    @CsvSource({"2,4,0,4194304", "4,2,0,1797559"})
    void givesTheFirstWeightOfTheTriangle(int inputs, int outputs, int start, int weight) {
        FilterWeights weights = FilterWeights.of(inputs, outputs);
        assertThat(weights.starts()[0]).isEqualTo(start);
        assertThat(weights.weights()[0]).isEqualTo(weight);
    }
}
