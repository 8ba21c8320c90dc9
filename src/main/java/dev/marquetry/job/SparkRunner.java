package dev.marquetry.job;

import java.util.Optional;

/** Runs jobs on Spark. */
final class SparkRunner implements Runner {
    @Override
    public int run(JobOptions options, Optional<String> master) {
        throw new UnsupportedOperationException("run " + options.written() + " on " + master);
    }

    @Override
    public int plan(JobOptions options, Optional<String> master) {
        throw new UnsupportedOperationException("plan " + options.written() + " on " + master);
    }
}
