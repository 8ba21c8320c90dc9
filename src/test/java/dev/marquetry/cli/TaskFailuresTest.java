package dev.marquetry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.marquetry.SparkSessions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TaskFailuresTest {
    private final SparkContext context = SparkSessions.shared().sparkContext();
    private final Logger logger = (Logger) LogManager.getLogger(TaskFailures.class);
    private final Lines lines = new Lines();
    private TaskFailures failures;

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
        failures = TaskFailures.of(context);
    }

    @AfterEach
    void stop() {
        context.removeSparkListener(failures);
        logger.removeAppender(lines);
    }

    @Test
    void tellsOfTheRootOnceHoweverManyAttemptsFail() throws Exception {
        Throwable ended = failingJob();
        assertThat(lines.told)
                .singleElement()
                .asString()
                .matches("Attempt 1 of a task on .+ \\(executor driver\\) failed: NullPointerException: inner");
        assertThat(failures.rather(ended)).isSameAs(ended);
    }

    @Test
    void remembersWhatEndedTheExecutors() throws Exception {
        SparkException lost = new SparkException(
                "Lost task 0.3 in stage 1.0 (TID 3) (h executor 3): ExecutorLostFailure (executor 3 exited caused by"
                        + " one of the running tasks) Reason: Command exited with code 50");
        assertThat(failures.rather(lost)).isSameAs(lost);
        failingJob();
        assertThat(failures.rather(lost))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("outer");
    }

    private Throwable failingJob() throws Exception {
        Throwable ended = catchThrowable(() -> JavaSparkContext.fromSparkContext(context)
                .parallelize(List.of(1, 2), 2)
                .foreach(number -> {
                    throw new IllegalStateException("outer", new NullPointerException("inner"));
                }));
        context.listenerBus().waitUntilEmpty();
        return ended;
    }

    /** Keeps the messages. */
    private static final class Lines extends AbstractAppender {
        private final List<String> told = Collections.synchronizedList(new ArrayList<>());

        private Lines() {
            super("lines", null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            told.add(event.getMessage().getFormattedMessage());
        }
    }
}
