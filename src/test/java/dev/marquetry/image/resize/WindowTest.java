package dev.marquetry.image.resize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.options.PadMode;
import dev.marquetry.options.Resize;
import dev.marquetry.options.ResizeMethod;
import org.junit.jupiter.api.Test;

class WindowTest {
    private static Window window(ResizeMethod method, int height, int width, int sourceWidth, int sourceHeight) {
        return Window.of(new Resize(method, height, width, PadMode.ZEROS), sourceWidth, sourceHeight);
    }

    @Test
    void cropsTheLongerSideAroundTheCentre() {
        assertThat(window(ResizeMethod.CROP, 224, 224, 500, 375)).isEqualTo(new Window(62, 0, 375, 375));
        assertThat(window(ResizeMethod.CROP, 224, 224, 375, 500)).isEqualTo(new Window(0, 62, 375, 375));
    }

    @Test
    void keepsTheOddRowOfPaddingAtTheBottom() {
        Window window = window(ResizeMethod.PAD, 224, 224, 500, 375);
        assertThat(window).isEqualTo(new Window(0, -62, 500, 500));
        assertThat(window.top() + window.height() - 375).isEqualTo(63);
    }

    @Test
    void squishesTheWholeSource() {
        assertThat(window(ResizeMethod.SQUISH, 10, 20, 61, 7)).isEqualTo(new Window(0, 0, 61, 7));
    }

    @Test
    void losesTheColumnThatTheDoublesLose() {
        assertThat((int) (61.0 / 224 * 224)).isEqualTo(60);
        assertThat(window(ResizeMethod.CROP, 224, 224, 61, 61)).isEqualTo(new Window(0, 0, 60, 60));
        assertThat(window(ResizeMethod.PAD, 224, 224, 122, 122)).isEqualTo(new Window(0, 0, 121, 121));
    }

    @Test
    void mayLeaveNothing() {
        assertThat(window(ResizeMethod.CROP, 40, 17, 3, 2)).isEqualTo(new Window(1, 0, 0, 2));
    }

    @Test
    void truncatesNegativeOffsetsTowardZero() {
        assertThat(window(ResizeMethod.PAD, 3, 1, 1, 2)).isEqualTo(new Window(0, 0, 1, 3));
    }
}
