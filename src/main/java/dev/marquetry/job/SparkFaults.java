package dev.marquetry.job;

import dev.marquetry.UserException;
import java.io.IOException;
import java.io.ObjectStreamException;
import org.apache.spark.SparkException;
import org.apache.spark.sql.AnalysisException;

/** Tells which failures of Spark are the user's to mend, and says so without Spark's stack traces. */
final class SparkFaults {
    private SparkFaults() {}

    /**
     * Returns what is to be thrown for a failure.
     *
     * @param failure what a run ended with
     * @return a user's fault where the file system, the cluster or a manifest is to blame, else the failure itself
     */
    static RuntimeException explained(Exception failure) {
        if (failure instanceof UserException fault) {
            return fault;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UserException fault) {
                return fault;
            }
            if (cause instanceof AnalysisException) {
                return new UserException(
                        UserException.Kind.USAGE,
                        "Spark refuses the job: " + firstLine(cause) + "\n  cause: the input or the output is not what"
                                + " the options say\n  cure:  check input.*, output.* and the manifest's columns",
                        failure);
            }
            if (cause instanceof IOException && !(cause instanceof ObjectStreamException)) {
                return failed("a file system failed: " + firstLine(cause), failure);
            }
        }
        if (failure instanceof SparkException) {
            return failed(firstLine(failure), failure);
        }
        return failure instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(failure);
    }

    private static UserException failed(String cause, Exception failure) {
        return new UserException(
                UserException.Kind.RUN,
                "The run failed and nothing was published\n  cause: " + cause + "\n  cure:  check the room, the"
                        + " permissions and the addresses of input.path and output.path, and the executors' logs",
                failure);
    }

    private static String firstLine(Throwable failure) {
        String message = failure.getMessage() == null ? "" : failure.getMessage();
        return failure.getClass().getSimpleName() + ": "
                + message.lines().findFirst().orElse("no reason is told");
    }
}
