package dev.marquetry.cli;

import dev.marquetry.options.UserException;
import dev.marquetry.parquet.DamagedFileException;
import dev.marquetry.source.StorageFaults;
import dev.marquetry.spark.task.ImageFailure;
import dev.marquetry.tensor.EngineUnavailableException;
import java.io.IOException;
import java.io.ObjectStreamException;
import java.util.Optional;
import org.apache.spark.SparkException;
import org.apache.spark.sql.AnalysisException;

/**
 * Tells which failures of a run are the user's to mend, and says so without Spark's stack traces.
 *
 * <p>Only what is known to come from outside is the user's: storage, memory, executors, settings, the input's columns.
 * Everything else is a fault of ours and stays what it is.
 */
final class SparkFaults {
    /** What went wrong, of commands that publish. */
    static final String RUN_FAILED = "The run failed and nothing more was published";

    /** What went wrong, of commands that read alone. */
    static final String READING_FAILED = "The command failed";

    private static final String MEMORY_CURE =
            "give the executors a larger heap (spark.executor.memory; where Spark runs"
                    + " in one process --driver-memory, or -Xmx in MARQUETRY_JAVA_OPTS) or fewer cores each";

    private SparkFaults() {}

    /**
     * Returns what is to be thrown for a failure.
     *
     * @param failure what a command ended with
     * @param failed {@link #RUN_FAILED} or {@link #READING_FAILED}
     * @return a user's fault where the storage, the cluster or a manifest is to blame, else the failure itself, within
     *     an {@link Unforeseen} where it is a checked one or an error
     */
    static RuntimeException explained(Throwable failure, String failed) {
        return usersFault(failure, failed).map(RuntimeException.class::cast).orElseGet(() -> unchecked(failure));
    }

    private static RuntimeException unchecked(Throwable failure) {
        return failure instanceof RuntimeException unchecked ? unchecked : new Unforeseen(failure);
    }

    /** Carries a fault of ours that no signature declares. */
    static final class Unforeseen extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Unforeseen(Throwable failure) {
            super(failure);
        }
    }

    /** Returns a failure as the fault of a user's, or nothing where it is ours. */
    static Optional<UserException> usersFault(Throwable failure, String failed) {
        FailureChain chain = FailureChain.of(failure);
        Optional<UserException> told = chain.first(UserException.class);
        if (told.isPresent()) {
            return told;
        }
        Optional<UserException> damaged = damaged(failure);
        if (damaged.isPresent()) {
            return damaged;
        }
        Optional<EngineUnavailableException> engine = chain.first(EngineUnavailableException.class);
        if (engine.isPresent()) {
            return Optional.of(failed(
                    failed,
                    engine.get().problem() + ": " + engine.get().reason(),
                    engine.get().cure(),
                    failure));
        }
        Optional<OutOfMemoryError> memory = chain.first(OutOfMemoryError.class);
        if (memory.isPresent()) {
            return Optional.of(failed(
                    failed,
                    "memory ran out (" + FailureChain.line(memory.get()) + ")" + image(chain),
                    MEMORY_CURE,
                    failure));
        }
        Optional<AnalysisException> analysis = chain.first(AnalysisException.class);
        if (analysis.isPresent()) {
            return Optional.of(refusedBySpark(analysis.get(), failure));
        }
        if (isOurs(chain.root())) {
            return Optional.empty();
        }
        Optional<IOException> storage = chain.first(IOException.class);
        if (storage.isPresent()) {
            return Optional.of(StorageFaults.of(failed + ": the storage failed", storage.get()));
        }
        return chain.first(SparkException.class).flatMap(cluster -> ClusterFaults.of(cluster, failed));
    }

    /** Returns which file of a dataset is damaged, where a failure says so. */
    static Optional<UserException> damaged(Throwable failure) {
        return FailureChain.of(failure)
                .first(DamagedFileException.class)
                .map(damaged -> failed(
                        damaged.problem(),
                        damaged.reason(),
                        "run marquetry verify, which names every file of a dataset that is damaged; restore them from a"
                                + " backup, or write the dataset anew",
                        failure));
    }

    /**
     * Java's own exceptions are thrown by code that is wrong, also where Spark or Hadoop wrap them as input and output
     * that failed; so is what Java's serialisation throws.
     */
    private static boolean isOurs(Throwable root) {
        String name = root.getClass().getPackageName();
        return name.equals("java.lang") || name.equals("java.util") || root instanceof ObjectStreamException;
    }

    private static UserException refusedBySpark(AnalysisException analysis, Throwable failure) {
        return new UserException(
                UserException.Kind.USAGE,
                "Spark refuses the job: " + FailureChain.line(analysis),
                "the input or the output is not what the options say",
                "check input.*, output.* and the manifest's columns",
                failure);
    }

    private static String image(FailureChain chain) {
        return chain.first(ImageFailure.class)
                .map(at -> " at the image " + at.path())
                .orElse("");
    }

    static UserException failed(String failed, String cause, String cure, Throwable failure) {
        return new UserException(UserException.Kind.RUN, failed, cause, cure, failure);
    }
}
