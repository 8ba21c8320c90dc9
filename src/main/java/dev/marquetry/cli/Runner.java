package dev.marquetry.cli;

import dev.marquetry.options.JobOptions;
import dev.marquetry.options.UserException;
import java.util.Optional;

/** Does what the command line asks for, once the options are known to be right. */
interface Runner {
    /**
     * Converts the dataset and publishes it.
     *
     * @param options what to convert and how
     * @param master Spark's master, or nothing to take what Spark is configured with
     * @return the exit code: 0, or 3 if more was rejected than the options allow
     * @throws UserException if the user can mend what stopped the run; nothing was published
     */
    int run(JobOptions options, Optional<String> master);

    /**
     * Shows what a run would do, without converting or writing anything.
     *
     * @param options what would be converted and how
     * @param master Spark's master, or nothing to take what Spark is configured with
     * @return the exit code
     * @throws UserException if the user can mend what would stop the run
     */
    int plan(JobOptions options, Optional<String> master);
}
