package dev.marquetry.spark;

import dev.marquetry.dataset.CommitRecord;
import dev.marquetry.options.OutputMode;
import dev.marquetry.options.UserException;
import dev.marquetry.spark.description.DatasetDescription;
import dev.marquetry.spark.publish.LimitCheck;
import dev.marquetry.spark.publish.OutputCheck;
import dev.marquetry.spark.publish.OutputOutlook;
import dev.marquetry.spark.publish.StandingRows;
import dev.marquetry.spark.rows.RowSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks ahead: what a run would do to the dataset, and what it would be refused for. */
final class Outlook {
    private Outlook() {}

    /**
     * Looks ahead; nothing is written.
     *
     * @param run what a run would know
     * @param work the input
     * @param schema the columns of data and rejects
     */
    static OutputOutlook of(RunContext run, WorkPlan work, RowSchema schema) throws IOException {
        List<UserException> refusals = new ArrayList<>();
        OutputMode mode = run.options().output().mode();
        boolean isInTheWay = false;
        try {
            OutputCheck.check(run.folder(), mode);
        } catch (UserException refusal) {
            refusals.add(refusal);
            isInTheWay = true;
        }
        run.folder().refusalOfHolder().ifPresent(refusals::add);
        CommitRecord.Description description =
                DatasetDescription.rows(run.options(), run.input().root(), run.models(), schema);
        Optional<CommitRecord> base = run.folder().newest();
        if (mode == OutputMode.UPDATE && !isInTheWay) {
            return new UpdateStart(run, base).outlook(work, description, refusals);
        }
        StandingRows standing = StandingRows.of(run.folder(), run.configuration());
        LimitCheck limits = OneCommit.limits(run, standing, work);
        if (!run.stops(limits.ofInput())) {
            run.noImages(work.totals().rows()).ifPresent(refusals::add);
        }
        try {
            OneCommit.refuseToAppend(run, base, description, work);
        } catch (UserException refusal) {
            refusals.add(refusal);
        }
        return OutputOutlook.of(standing, limits, refusals);
    }
}
