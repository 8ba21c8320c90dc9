package dev.marquetry.spark.internals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.marquetry.options.UserException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunningSparkTest {
    @Test
    void isTheOneOfTheTests() {
        assertThatCode(RunningSpark::require).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "3.5.5, 2.12, 3.5.5,                   2.12.18",
        "3.5.5, 2.12, 3.5.1,                   2.12.18",
        "3.5.5, 2.12, 3.5.1.3.5.7191000.0-123, 2.12.15",
        "4.0.1, 2.13, 4.0.0,                   2.13.16",
        "4.0.1, 2.13, 4.1.1,                   2.13.17",
        "4.0.1, 2.13, 4.10.0-SNAPSHOT,         2.13.17"
    })
    void runsWhatIsBuiltForIt(String spark, String scala, String running, String runningScala) {
        assertThat(fault(spark, scala, running, runningScala)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "3.5.5, 2.12, 3.4.4, 2.12.18, Spark 3.4 with Scala 2.12",
        "3.5.5, 2.12, 3.5.5, 2.13.8,  Spark 3.5 with Scala 2.13",
        "3.5.5, 2.12, 4.0.1, 2.13.16, Spark 4.0 with Scala 2.13",
        "4.0.1, 2.13, 3.5.5, 2.12.18, Spark 3.5 with Scala 2.12",
        "4.0.1, 2.13, 5.0.0, 2.13.17, Spark 5.0 with Scala 2.13",
        "4.1.1, 2.13, 4.0.1, 2.13.16, Spark 4.0 with Scala 2.13"
    })
    void refusesOthers(String spark, String scala, String running, String runningScala, String told) {
        assertThat(fault(spark, scala, running, runningScala).orElseThrow())
                .hasMessageContaining("this Marquetry does not run on " + told)
                .hasMessageContaining("it is built for Spark " + spark.substring(0, 3) + " with Scala " + scala);
    }

    @Test
    void saysThatThereIsNone() {
        assertThat(RunningSpark.fault(new RunningSpark.Pair("3.5.5", "2.12"), Optional.empty())
                        .orElseThrow())
                .hasMessageContaining("there is no Spark on the class path")
                .hasMessageContaining("Marquetry runs on Spark 3.5 with Scala 2.12");
    }

    private static Optional<UserException> fault(String spark, String scala, String running, String runningScala) {
        return RunningSpark.fault(
                new RunningSpark.Pair(spark, scala), Optional.of(new RunningSpark.Pair(running, runningScala)));
    }
}
