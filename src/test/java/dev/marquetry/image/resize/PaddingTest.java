package dev.marquetry.image.resize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.options.PadMode;
import org.junit.jupiter.api.Test;

class PaddingTest {
    private static final Raster ROW = new Raster(new byte[] {1, 2, 3}, 1, 3, 1);

    private static byte[] padded(PadMode mode, Raster image, Window window) {
        return Samples.packed(
                new Padding(mode, new Workspace(1000, Long.MAX_VALUE)).apply(image, window), image.channels());
    }

    @Test
    void mirrorsBackAndForthWithoutTheEdge() {
        assertThat(padded(PadMode.REFLECTION, ROW, new Window(-6, 0, 15, 1)))
                .containsExactly(3, 2, 1, 2, 3, 2, 1, 2, 3, 2, 1, 2, 3, 2, 1);
    }

    @Test
    void repeatsTheEdge() {
        assertThat(padded(PadMode.BORDER, ROW, new Window(-2, 0, 6, 1))).containsExactly(1, 1, 1, 2, 3, 3);
    }

    @Test
    void fillsWithZeros() {
        assertThat(padded(PadMode.ZEROS, ROW, new Window(-1, -1, 5, 3)))
                .containsExactly(0, 0, 0, 0, 0, 0, 1, 2, 3, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void repeatsTheOnlyRow() {
        assertThat(padded(PadMode.REFLECTION, ROW, new Window(0, -1, 3, 3))).containsExactly(1, 2, 3, 1, 2, 3, 1, 2, 3);
    }

    @Test
    void keepsPixelsTogether() {
        Raster image = new Raster(new byte[] {1, 2, 3, 4, 5, 6}, 1, 2, 3);
        assertThat(padded(PadMode.REFLECTION, image, new Window(-1, 0, 4, 1)))
                .containsExactly(4, 5, 6, 1, 2, 3, 4, 5, 6, 1, 2, 3);
    }

    @Test
    void cutsAWindowWithoutCopying() {
        Raster image = new Raster(new byte[] {1, 2, 3, 4, 5, 6}, 2, 3, 1);
        Raster cut =
                new Padding(PadMode.ZEROS, new Workspace(1000, Long.MAX_VALUE)).apply(image, new Window(1, 1, 2, 1));
        assertThat(cut.samples()).isSameAs(image.samples());
        assertThat(Samples.packed(cut, 1)).containsExactly(5, 6);
    }
}
