package dev.marquetry.spark.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("timing")
class SlowImageWatchTest {
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private final Lines lines = new Lines();
    private final Logger logger = (Logger) LogManager.getLogger(SlowImageWatch.class);

    /** Keeps what is logged. */
    private static final class Lines extends AbstractAppender {
        private final Queue<String> seen = new ConcurrentLinkedQueue<>();

        Lines() {
            super("lines", null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            seen.add(event.getLevel() + " " + event.getMessage().getFormattedMessage());
        }
    }

    /** Notes what it is told. */
    private static final class Inner implements DecodingWatch {
        private final List<String> calls = new ArrayList<>();

        @Override
        public boolean isBlocklisted(long position) {
            return position == 7;
        }

        @Override
        public void enter(long position, String path) {
            calls.add("enter " + position + " " + path);
        }

        @Override
        public void leave() {
            calls.add("leave");
        }

        @Override
        public void close() {
            calls.add("close");
        }
    }

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void listenNoMore() {
        logger.removeAppender(lines);
    }

    @Test
    void namesAnImageOnceWhileItIsDecoded() throws InterruptedException {
        try (DecodingWatch watch = SlowImageWatch.open(DecodingWatch.NONE, PATIENCE)) {
            watch.enter(0, "/pictures/slow.jpg");
            Thread.sleep(5 * PATIENCE.toMillis());
            assertThat(lines.seen)
                    .containsExactly(Level.WARN + " /pictures/slow.jpg has been decoded for 0 s and is not done yet"
                            + " (image.slow-seconds)");
            watch.leave();
        }
    }

    @Test
    void saysNothingOfManyImagesThatAreQuick() throws InterruptedException {
        try (DecodingWatch watch = SlowImageWatch.open(DecodingWatch.NONE, PATIENCE)) {
            for (int position = 0; position < 20; position++) {
                watch.enter(position, "quick.jpg");
                Thread.sleep(PATIENCE.toMillis() / 10);
                watch.leave();
            }
        }
        assertThat(lines.seen).isEmpty();
    }

    @Test
    void saysNothingOfATaskThatHasEnded() throws InterruptedException {
        SlowImageWatch.open(DecodingWatch.NONE, PATIENCE).close();
        DecodingWatch killed = SlowImageWatch.open(DecodingWatch.NONE, PATIENCE);
        killed.enter(0, "killed.jpg");
        killed.close();
        Thread.sleep(2 * PATIENCE.toMillis());
        assertThat(lines.seen).isEmpty();
    }

    @Test
    void addsToTheWatchThatItIsGiven() {
        Inner inner = new Inner();
        try (DecodingWatch watch = SlowImageWatch.open(inner, Duration.ofSeconds(Long.MAX_VALUE))) {
            assertThat(watch.isBlocklisted(7)).isTrue();
            assertThat(watch.isBlocklisted(8)).isFalse();
            watch.enter(8, "image");
            watch.leave();
        }
        assertThat(inner.calls).containsExactly("enter 8 image", "leave", "close");
    }
}
