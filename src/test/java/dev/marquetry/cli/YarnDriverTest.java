package dev.marquetry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class YarnDriverTest {
    /** Spark's application master prints what was thrown, and YARN shows that. */
    @Test
    void endsByWordsWithTheExitCodeAndWithoutAStackTrace() {
        Throwable ended = catchThrowable(() -> YarnDriver.run(new String[] {"run", "no-such-job.yaml"}));
        StringWriter printed = new StringWriter();
        ended.printStackTrace(new PrintWriter(printed, true));
        assertThat(printed.toString())
                .startsWith("marquetry ended with exit code 2: ")
                .contains("no-such-job.yaml")
                .doesNotContain("\tat ", "marquetry: ");
    }

    @Test
    void returnsWhereAllWentWell() {
        YarnDriver.run(new String[] {"--version"});
        assertThat(YarnDriver.isHere()).isFalse();
    }
}
