package dev.marquetry.source;

import dev.marquetry.options.InputFormat;
import dev.marquetry.options.PathCredentials;
import dev.marquetry.options.SourceOptions;
import dev.marquetry.options.UserException;
import dev.marquetry.spark.internals.SparkLine;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkThrowable;

/** Says which failures of Spark's readers are faults of a manifest, which show only when a task reads it. */
public final class ManifestFaults {
    private static final List<String> CLASSES = List.of("MALFORMED_RECORD", "COLUMN_ALREADY_EXISTS", "CANNOT_PARSE");

    /** What Spark and Parquet throw without a class of errors, or with one that has no name as yet. */
    private static final List<String> WORDS = List.of(
            "is not a Parquet file",
            "Parquet column cannot be converted",
            "Malformed records are detected",
            "Malformed ORC file");

    private ManifestFaults() {}

    /**
     * Returns the fault of the manifest that a failure shows, if it shows one.
     *
     * @param options where the manifest is
     * @param failure what Spark threw on the driver
     */
    public static Optional<UserException> in(SourceOptions options, Throwable failure) {
        if (options.format() == InputFormat.IMAGES) {
            return Optional.empty();
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UserException fault) {
                return Optional.of(fault);
            }
            if (cause instanceof NoLengthException fault) {
                return Optional.of(fault.refusal(options));
            }
            if (isOfTheManifest(cause)) {
                return Optional.of(new UserException(
                        UserException.Kind.USAGE,
                        "input.path is not a sound manifest: " + options.path(),
                        innermost(cause),
                        "mend the manifest, and check that input.format is its format",
                        failure));
            }
        }
        return Optional.empty();
    }

    private static boolean isOfTheManifest(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof SparkThrowable thrown
                && SparkLine.condition(thrown) != null
                && CLASSES.stream().anyMatch(SparkLine.condition(thrown)::startsWith)) {
            return true;
        }
        // The messages of jobs that were given up hold those of their tasks, with whole stacks.
        return !message.startsWith("Job aborted") && WORDS.stream().anyMatch(message::contains);
    }

    /** Spark wraps what a parser says of the record. */
    private static String innermost(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null && !(root.getCause() instanceof IOException)) {
            root = root.getCause();
        }
        String message = root.getMessage() == null ? root.toString() : root.getMessage();
        return PathCredentials.masked(message.lines().findFirst().orElse(message));
    }
}
