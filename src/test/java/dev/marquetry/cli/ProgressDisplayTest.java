package dev.marquetry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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
    void isSilentWithoutATerminalUntilALineIsDue() {
        try (ProgressDisplay display = ProgressDisplay.onLines(200, output)) {
            display.progress(50, 3);
        }
        assertThat(shown.size()).isZero();
    }
}
