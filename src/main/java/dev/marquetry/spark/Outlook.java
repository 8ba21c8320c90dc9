package dev.marquetry.spark;

import dev.marquetry.dataset.CommitRecord;
import dev.marquetry.options.OutputMode;
import dev.marquetry.options.UserException;
import dev.marquetry.spark.description.DatasetDescription;
import dev.marquetry.spark.publish.OutputCheck;
import dev.marquetry.spark.publish.OutputOutlook;
import dev.marquetry.spark.publish.StandingRows;
import dev.marquetry.spark.rows.RowSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

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
        run.folder().refusalOfHolder().ifPresent(refusals::add);
        OutputMode mode = run.options().output().mode();
        boolean isInTheWay = false;
        try {
            OutputCheck.check(run.folder(), mode);
        } catch (UserException refusal) {
            refusals.add(refusal);
            isInTheWay = true;
        }
        run.noImages(work.totals().rows()).ifPresent(refusals::add);
        if (mode == OutputMode.UPDATE && !isInTheWay) {
            CommitRecord.Description description =
                    DatasetDescription.rows(run.options(), run.input().root(), run.models(), schema);
            return UpdateRun.outlook(run, work, description, run.folder().newest(), refusals);
        }
        StandingRows standing = StandingRows.of(run.folder(), run.configuration());
        return OutputOutlook.of(standing, OneCommit.limits(run, standing, work), refusals);
    }
}
