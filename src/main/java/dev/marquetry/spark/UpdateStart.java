package dev.marquetry.spark;

import dev.marquetry.dataset.CommitRecord;
import dev.marquetry.dataset.UpdateCounts;
import dev.marquetry.options.InputFormat;
import dev.marquetry.options.SourceOptions;
import dev.marquetry.options.UserException;
import dev.marquetry.spark.description.SameDescription;
import dev.marquetry.spark.publish.OutputOutlook;
import dev.marquetry.spark.publish.UpdateLimits;
import dev.marquetry.spark.update.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an update looks at before it does anything.
 *
 * @param run what the run knows
 * @param base the newest commit, or nothing where there is no dataset
 */
record UpdateStart(RunContext run, Optional<CommitRecord> base) {
    /**
     * Returns what a run would do, and what it would be refused for besides; nothing is written.
     *
     * @param refusals what it is refused for in any case
     */
    OutputOutlook outlook(WorkPlan work, CommitRecord.Description description, List<UserException> refusals) {
        List<UserException> all = new ArrayList<>(refusals);
        Difference difference = difference(work);
        try {
            requireSame(description);
            difference.refuseDuplicates();
        } catch (UserException refusal) {
            all.add(refusal);
        }
        UpdateCounts counts = difference.counts();
        List<String> excesses = limits(counts).ofInput();
        if (!run.stops(excesses)) {
            run.noImages(work.totals().rows()).ifPresent(all::add);
        }
        SourceOptions source = run.options().source();
        boolean byPathAlone = source.format() != InputFormat.IMAGES
                && source.contentColumn().isEmpty()
                && source.lengthColumn().isEmpty()
                && source.modifiedColumn().isEmpty();
        return new OutputOutlook(
                standing(),
                counts.converted() + difference.uncertain(),
                counts.removed(),
                0,
                all,
                excesses,
                new OutputOutlook.Update(counts, difference.uncertain(), byPathAlone));
    }

    /**
     * Refuses rows of another kind than the dataset's.
     *
     * @param description of the rows that the run would give
     * @throws UserException if they are of another
     */
    void requireSame(CommitRecord.Description description) {
        base.ifPresent(standing -> SameDescription.require(
                standing.description(),
                description,
                run.options().publish().otherRoot(),
                run.folder().root().toString()));
    }

    /** Compares the input with the dataset. */
    Difference difference(WorkPlan work) {
        return Difference.of(
                run.spark(),
                new Difference.Input(work.rows(), work.totals().rows(), run.input()),
                run.options().source(),
                run.options().output().update(),
                run.folder(),
                base,
                run.checksum());
    }

    /**
     * Returns what the run is held against.
     *
     * @param counts what the comparison found
     */
    UpdateLimits limits(UpdateCounts counts) {
        return new UpdateLimits(run.options().publish().limits(), standing(), counts.gone());
    }

    private long standing() {
        return base.map(commit -> commit.data().totalRows()).orElse(0L);
    }
}
