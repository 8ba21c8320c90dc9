package dev.marquetry;

import dev.marquetry.options.JobOptions;
import dev.marquetry.options.JobOptionsReader;
import dev.marquetry.options.UserException;
import dev.marquetry.spark.DatasetConversion;
import dev.marquetry.spark.description.ConversionResult;
import dev.marquetry.spark.internals.RunningSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * A job, as the command line runs it: a folder, a glob or a manifest of images in, a dataset out, all or nothing.
 *
 * <pre>{@code
 * JobResult result = Job.of(Path.of("job.yaml")).with("output.mode", "append").run(spark);
 * }</pre>
 *
 * <p>Immutable.
 */
public final class Job {
    private final Optional<Path> file;
    private final Map<String, Object> keys;

    private Job(Optional<Path> file, Map<String, ?> keys) {
        this.file = file;
        this.keys = new LinkedHashMap<>(keys);
    }

    /**
     * Begins with a job file, which is read when the job is run.
     *
     * @param file a YAML file of keys and values
     */
    public static Job of(Path file) {
        return new Job(Optional.of(file), Map.of());
    }

    /**
     * Begins with options by their keys, {@code input.path} and {@code output.path} at least.
     *
     * @param keys values as a job file has them: texts, numbers, booleans, lists of these, or maps of keys below a key
     */
    public static Job of(Map<String, ?> keys) {
        return new Job(Optional.empty(), keys);
    }

    /**
     * Returns the same with another value of a key.
     *
     * @param key such as {@code output.mode}
     * @param value as a job file has it; null for the default
     */
    public Job with(String key, Object value) {
        Job changed = new Job(file, keys);
        changed.keys.put(key, value);
        return changed;
    }

    /**
     * Runs the job and publishes its dataset, unless a limit stops it: then the result says which.
     *
     * @param spark the session, which stays the caller's
     * @return what was converted and what was committed
     * @throws UserException if an option is at fault, all of which are told at once; the input is not what the options
     *     say; a model cannot be used; the output is in the way or cannot be written; or another run holds it. Nothing
     *     was published
     * @throws IOException if the file system of the output fails
     */
    public JobResult run(SparkSession spark) throws IOException {
        RunningSpark.require();
        JobOptions options = file.isPresent() ? JobOptionsReader.read(file.get(), keys) : JobOptionsReader.read(keys);
        try (DatasetConversion conversion = DatasetConversion.open(spark, options.conversion())) {
            ConversionResult result = conversion.run((done, rejected) -> {});
            return new JobResult(
                    result.run(),
                    result.outcome().commitNumber(),
                    result.inputRows(),
                    result.converted(),
                    result.rejectedRows(),
                    result.outcome().excesses());
        }
    }
}
