package dev.marquetry.cli;

import dev.marquetry.options.UserException;
import java.io.IOException;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;

/** Says why Spark does not start. */
final class StartFaults {
    private StartFaults() {}

    /**
     * Returns what is to be thrown.
     *
     * @param settings what Spark was to start with
     * @param failure what it ended with
     */
    static RuntimeException of(SparkConf settings, Throwable failure) {
        FailureChain chain = FailureChain.of(failure);
        Optional<UserException> told = chain.first(UserException.class);
        if (told.isPresent()) {
            return told.get();
        }
        // Spark names the setting around what is wrong with its value.
        Throwable root = chain.first(IllegalArgumentException.class)
                .map(Throwable.class::cast)
                .orElseGet(chain::root);
        String words = FailureChain.line(root);
        if (words.contains("System memory") && words.contains("must be at least")) {
            return new UserException(
                    UserException.Kind.USAGE,
                    "Java's heap is too small for Spark",
                    words,
                    "give it 1 GB or more: MARQUETRY_JAVA_OPTS=-Xmx1g, or --driver-memory 1g with scripts/submit",
                    failure);
        }
        if (StandaloneMaster.isIn(settings) && isGivenUp(failure)) {
            Obstacle silent = StandaloneMaster.of(settings).silent();
            return new UserException(
                    UserException.Kind.RUN, "The run cannot begin", silent.cause(), silent.cure(), failure);
        }
        if (root instanceof IllegalArgumentException
                || root instanceof SparkException
                || root instanceof ClassNotFoundException
                || root instanceof IOException) {
            return new UserException(
                    root instanceof IOException ? UserException.Kind.RUN : UserException.Kind.USAGE,
                    "Spark does not start",
                    words,
                    "check the master (" + settings.get("spark.master")
                            + ") and Spark's settings: --master, --conf, the files of properties, and SPARK_* in the"
                            + " environment",
                    failure);
        }
        return SparkFaults.explained(failure, SparkFaults.READING_FAILED);
    }

    /** After a minute Spark stops a context that is still being made, which then fails in many ways. */
    private static boolean isGivenUp(Throwable failure) {
        return !(failure instanceof IllegalArgumentException)
                || String.valueOf(failure.getMessage()).contains("running");
    }
}
