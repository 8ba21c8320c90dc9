package dev.marquetry.cli;

import dev.marquetry.options.UserException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkException;

/** Says why a cluster ended a run: Spark tells of lost executors by words alone. */
final class ClusterFaults {
    private static final Pattern LOST =
            Pattern.compile("ExecutorLostFailure \\((executor [^)]*)\\)(?: Reason: ([^\n]*))?");
    private static final Pattern CODE =
            Pattern.compile("(?:[Ee]xit(?:ed)?(?: with)? (?:code|status):?|[Cc]ode) (\\d+)");

    private ClusterFaults() {}

    /** Returns the user's fault, or nothing where the cluster did what it was asked for. */
    static Optional<UserException> of(SparkException failure, String failed) {
        String message = String.valueOf(failure.getMessage());
        Matcher lost = LOST.matcher(message);
        if (lost.find()) {
            String reason =
                    lost.group(2) == null ? "no reason is given" : lost.group(2).strip();
            return Optional.of(SparkFaults.failed(
                    failed,
                    "tasks lost their executors, at last " + lost.group(1) + ": " + reason,
                    cure(reason),
                    failure));
        }
        if (message.contains("removed our application")) {
            return Optional.of(SparkFaults.failed(
                    failed,
                    "the executors do not start (" + firstLine(message) + ")",
                    "look at their standard error in the work folders of Spark's workers; options of the JVM that it"
                            + " does not know, and a Java that is missing or older than 17, are the usual causes",
                    failure));
        }
        if (message.contains("SparkContext was shut down")) {
            return Optional.of(SparkFaults.failed(
                    failed,
                    "Spark was stopped while the run was under way",
                    "run it again; if nobody stopped it, look at the cluster's logs",
                    failure));
        }
        return Optional.empty();
    }

    /** Returns whether a run ended as its executors did. */
    static boolean isLostExecutor(SparkException failure) {
        return LOST.matcher(String.valueOf(failure.getMessage())).find();
    }

    private static String cure(String reason) {
        Matcher code = CODE.matcher(reason);
        String number = code.find() ? code.group(1) : "";
        if (number.equals("137") || reason.contains("memory limits") || reason.contains("thresholds")) {
            return "most often the machine or the container had too little memory: raise spark.executor.memoryOverhead,"
                    + " or give the executors fewer cores";
        }
        return switch (number) {
            case "52" -> "its heap was too small: raise spark.executor.memory, or give the executors fewer cores";
            case "53" -> "it can write no local folder: check spark.local.dir on the workers";
            case "134", "139" ->
                "a native library ended it: the executor's standard error and its hs_err file say which; please report"
                        + " it";
            default -> "the executors' logs say why";
        };
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("").strip();
    }
}
