package dev.marquetry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PrintStream output = new PrintStream(shown, true, StandardCharsets.UTF_8);

    @Test
    void drawsOneLineOnATerminal() {
        try (ProgressDisplay display = ProgressDisplay.onTerminal(200, output)) {
            display.progress(50, 3);
        }
        assertThat(shown.toString(StandardCharsets.UTF_8)).contains("50/200").contains(", 3 rejected");
    }

    @Test
    void printsALineAMinuteWithoutATerminal() {
        AtomicLong now = new AtomicLong();
        try (ProgressDisplay display = ProgressDisplay.onLines(2000, output, now::get)) {
            for (int seconds = 1; seconds <= 140; seconds++) {
                now.set(TimeUnit.SECONDS.toNanos(seconds));
                display.progress(5L * seconds, seconds / 40);
            }
        }
        assertThat(shown.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "300 of 2,000 images, 5 images/s, 1 rejected, 5 min 40 s left",
                        "600 of 2,000 images, 5 images/s, 3 rejected, 4 min 40 s left");
    }

    @Test
    void promisesNoEndBeforeTheFirstImage() {
        AtomicLong now = new AtomicLong();
        try (ProgressDisplay display = ProgressDisplay.onLines(2000, output, now::get)) {
            now.set(TimeUnit.MINUTES.toNanos(1));
            display.progress(0, 0);
        }
        assertThat(shown.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("0 of 2,000 images, 0 images/s, 0 rejected, ? left");
    }
}
