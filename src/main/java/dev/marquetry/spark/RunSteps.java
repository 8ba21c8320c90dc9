package dev.marquetry.spark;

import dev.marquetry.spark.description.ConversionResult;
import java.io.IOException;
import java.util.Optional;

/** What a run does between taking its folder and letting it go. Used by one thread, but for what is said otherwise. */
interface RunSteps {
    /**
     * Converts and publishes, unless a limit stops it.
     *
     * @param work the input
     * @param observer hears how far the conversion is
     */
    ConversionResult run(WorkPlan work, ProgressObserver observer) throws IOException;

    /** Returns what was published, once all of it is; may be asked by any thread. */
    Optional<ConversionResult> committed();

    /** Returns how far the run is, if it publishes in batches and has begun to; may be asked by any thread. */
    default Optional<PublishedBatches> published() {
        return Optional.empty();
    }

    /**
     * Takes back what was written and not published; may be called by any thread.
     *
     * @throws IOException if something could not be removed; the next run removes it
     */
    void abandon() throws IOException;
}
