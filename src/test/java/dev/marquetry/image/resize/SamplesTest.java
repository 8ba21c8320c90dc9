package dev.marquetry.image.resize;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SamplesTest {
    @Test
    void mixesLumaInSixteenBits() {
        assertThat(Samples.luma(255, 0, 0)).isEqualTo(76);
        assertThat(Samples.luma(0, 255, 0)).isEqualTo(150);
        assertThat(Samples.luma(0, 0, 255)).isEqualTo(29);
        for (int grey = 0; grey < 256; grey++) {
            assertThat(Samples.luma(grey, grey, grey)).isEqualTo(grey);
        }
    }

    @Test
    void takesInkFromWhite() {
        assertThat(new int[] {
                    Samples.fromInk(0, 223) & 0xFF, Samples.fromInk(64, 223) & 0xFF, Samples.fromInk(128, 223) & 0xFF
                })
                .containsExactly(223, 167, 111);
        assertThat(Samples.fromInk(255, 255)).isZero();
    }

    @Test
    void repeatsLumaInThreeChannels() {
        Raster window = new Raster(new byte[] {9, 1, 2, 9, 3, 4}, 2, 3, 1).window(1, 0, 2, 2);
        assertThat(Samples.packed(window, 3)).containsExactly(1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4);
        assertThat(Samples.packed(window, 1)).containsExactly(1, 2, 3, 4);
    }
}
