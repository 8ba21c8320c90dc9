package dev.marquetry.options;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * All options of a run, resolved and checked against each other.
 *
 * @param conversion the options of all stages
 * @param runWait how long the run waits to begin, or nothing for what is usual with the master
 */
public record JobOptions(ConversionOptions conversion, Optional<Duration> runWait) {
    /** Checks that all is there. */
    public JobOptions {
        Objects.requireNonNull(conversion, "conversion");
        Objects.requireNonNull(runWait, "runWait");
    }

    /** Returns where the images are. */
    public SourceOptions source() {
        return conversion.source();
    }

    ImageOptions image() {
        return conversion.image();
    }

    TensorOptions tensor() {
        return conversion.tensor();
    }

    /** Returns how the engine is run. */
    public EngineOptions engine() {
        return conversion.engine();
    }

    Models models() {
        return conversion.models();
    }

    /** Returns where the dataset goes. */
    public OutputOptions output() {
        return conversion.output();
    }

    ReportOptions report() {
        return conversion.report();
    }

    /** Returns what has to hold before the run publishes. */
    public PublishOptions publish() {
        return conversion.publish();
    }
}
