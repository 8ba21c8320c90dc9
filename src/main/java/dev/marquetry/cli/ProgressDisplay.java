package dev.marquetry.cli;

import dev.marquetry.spark.ProgressObserver;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows how far a run is: one line that moves on a terminal, plain lines from time to time where there is none.
 *
 * <p>Thread-safe.
 */
final class ProgressDisplay implements ProgressObserver, AutoCloseable {
    /** Set by the launcher, which can tell whether standard error is a terminal; Java cannot tell it of one stream. */
    private static final String TERMINAL = "marquetry.terminal";

    private static final long NANOS_BETWEEN_LINES = Duration.ofMinutes(1).toNanos();
    private static final int TERMINAL_WIDTH = 100;

    private long total;
    private final PrintStream output;
    private final ProgressBar bar;
    private final LongSupplier nanoTime;
    private final long started;
    private long lastLine;

    private ProgressDisplay(long total, PrintStream output, ProgressBar bar, LongSupplier nanoTime) {
        this.total = total;
        this.output = output;
        this.bar = bar;
        this.nanoTime = nanoTime;
        this.started = nanoTime.getAsLong();
        this.lastLine = started;
    }

    /**
     * Starts a display on standard error.
     *
     * @param total the number of rows of the input
     */
    static ProgressDisplay start(long total) {
        return Boolean.getBoolean(TERMINAL)
                ? onTerminal(total, System.err)
                : onLines(total, System.err, System::nanoTime);
    }

    static ProgressDisplay onLines(long total, PrintStream output, LongSupplier nanoTime) {
        return new ProgressDisplay(total, output, null, nanoTime);
    }

    static ProgressDisplay onTerminal(long total, PrintStream output) {
        ProgressBar bar = new ProgressBarBuilder()
                .setTaskName("images")
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(500)
                .setMaxRenderedLength(TERMINAL_WIDTH)
                .setConsumer(new ConsoleProgressBarConsumer(output, TERMINAL_WIDTH))
                .showSpeed()
                .build();
        return new ProgressDisplay(total, output, bar, System::nanoTime);
    }

    @Override
    public synchronized void expect(long rows) {
        total = rows;
        if (bar != null) {
            bar.maxHint(rows);
        }
    }

    @Override
    public synchronized void progress(long done, long rejected) {
        if (bar != null) {
            bar.stepTo(done);
            bar.setExtraMessage(", " + rejected + " rejected");
            return;
        }
        long now = nanoTime.getAsLong();
        if (now - lastLine >= NANOS_BETWEEN_LINES) {
            lastLine = now;
            double seconds = (now - started) / 1e9;
            double rate = done / seconds;
            String left = rate > 0 ? Figures.duration(Duration.ofSeconds((long) ((total - done) / rate))) : "?";
            output.printf(
                    Locale.ROOT,
                    "%,d of %,d images, %.0f images/s, %,d rejected, %s left%n",
                    done,
                    total,
                    rate,
                    rejected,
                    left);
        }
    }

    /** Leaves the terminal in order. */
    @Override
    public synchronized void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
