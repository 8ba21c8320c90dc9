package dev.marquetry.spark.publish;

import dev.marquetry.dataset.UpdateCounts;
import dev.marquetry.options.OutputMode;
import dev.marquetry.options.UserException;
import java.util.List;

/**
 * What a run would do to a dataset, as far as that can be said before anything is converted.
 *
 * @param standing rows that the dataset has
 * @param added rows that would be added, but for those that are rejected
 * @param removedRows rows that would be removed
 * @param removedFiles data files that would be removed
 * @param refusals why the run would be refused
 * @param excesses the limits that the input's count exceeds, a sentence each
 * @param update what an update found, or null of other modes
 */
public record OutputOutlook(
        long standing,
        long added,
        long removedRows,
        int removedFiles,
        List<UserException> refusals,
        List<String> excesses,
        Update update) {
    /**
     * What an update found.
     *
     * @param counts of images, by what they are to the dataset
     * @param uncertain images besides, whose files are read to see whether they have changed
     * @param byPathAlone whether neither lengths nor times are known, so that a changed file is not noticed
     */
    public record Update(UpdateCounts counts, long uncertain, boolean byPathAlone) {}

    /** Copies the lists. */
    public OutputOutlook {
        refusals = List.copyOf(refusals);
        excesses = List.copyOf(excesses);
    }

    /** Returns the outlook of a run. */
    public static OutputOutlook of(StandingRows standing, LimitCheck limits, List<UserException> refusals) {
        boolean replaces = limits.mode() == OutputMode.OVERWRITE;
        return new OutputOutlook(
                standing.rows(),
                limits.input(),
                replaces ? standing.rows() : 0,
                replaces ? standing.data().size() : 0,
                refusals,
                limits.ofInput(),
                null);
    }
}
