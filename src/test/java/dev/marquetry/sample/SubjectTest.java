package dev.marquetry.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SubjectTest {
    @ParameterizedTest
    @EnumSource
    void drawsAtAnySize(Subject subject) {
        int[][] sizes = {{1, 1}, {1, 300}, {300, 1}, {7, 5}, {25, 24}, {64, 64}, {700, 60}, {60, 700}};
        for (int[] size : sizes) {
            for (int seed = 0; seed < 5; seed++) {
                Picture picture = draw(subject, size[0], size[1], seed);
                assertThat(picture.samples()).hasSize(3 * size[0] * size[1]);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void drawsPicturesThatAreNeitherFlatNorNoise(Subject subject) {
        byte[] pixels = draw(subject, 300, 200, 4).bytes();
        long spread = 0;
        long steps = 0;
        for (int index = 3; index < pixels.length; index++) {
            int value = Byte.toUnsignedInt(pixels[index]);
            spread += Math.abs(value - Byte.toUnsignedInt(pixels[pixels.length - index]));
            steps += Math.abs(value - Byte.toUnsignedInt(pixels[index - 3]));
        }

        assertThat(spread / pixels.length).isGreaterThan(15);
        assertThat(steps).isLessThan(spread / 2);
    }

    @ParameterizedTest
    @EnumSource
    void drawsAnotherPictureForAnotherSeed(Subject subject) {
        assertThat(draw(subject, 40, 30, 1).bytes())
                .isEqualTo(draw(subject, 40, 30, 1).bytes())
                .isNotEqualTo(draw(subject, 40, 30, 2).bytes());
    }

    private static Picture draw(Subject subject, int width, int height, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Canvas canvas = new Canvas(width, height);
        subject.scene().draw(canvas, random);
        return Camera.photograph(canvas, random);
    }
}
