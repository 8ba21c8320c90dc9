package dev.marquetry.spark;

import dev.marquetry.dataset.CommitRecord;
import dev.marquetry.dataset.DataFile;
import dev.marquetry.dataset.DatasetWriter;
import dev.marquetry.dataset.RowSums;
import dev.marquetry.options.DuplicatePolicy;
import dev.marquetry.options.OutputMode;
import dev.marquetry.options.UserException;
import dev.marquetry.spark.description.ConversionResult;
import dev.marquetry.spark.description.FolderChange;
import dev.marquetry.spark.description.SameDescription;
import dev.marquetry.spark.internals.StableRows;
import dev.marquetry.spark.publish.DuplicatePaths;
import dev.marquetry.spark.publish.LimitCheck;
import dev.marquetry.spark.publish.StandingRows;
import dev.marquetry.spark.task.TaskOutcome;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.catalyst.InternalRow;

/** Converts the whole input and publishes it by one commit: what every mode does but an update. */
final class OneCommit implements RunSteps {
    private final RunContext run;
    private final DatasetWriter writer;
    private final RunTasks tasks;
    private volatile ConversionResult result;

    /**
     * @param run what the run knows
     * @param writer its right to write to the folder, which stays the caller's
     * @param tasks those of the run
     */
    OneCommit(RunContext run, DatasetWriter writer, RunTasks tasks) {
        this.run = run;
        this.writer = writer;
        this.tasks = tasks;
    }

    @Override
    public ConversionResult run(WorkPlan work, ProgressObserver observer) throws IOException {
        Instant started = Instant.now();
        StandingRows standing = StandingRows.of(run.folder(), run.configuration());
        LimitCheck limits = limits(run, standing, work);
        List<String> excesses = new ArrayList<>(limits.ofInput());
        if (run.stops(excesses)) {
            ConversionResult.Tally none = ConversionResult.Tally.none(
                    work.totals().rows(), work.totals().sums());
            result = run.keepFailed(
                    result(excesses, none, List.of(), started, "none", ConversionResult.Seen.nothing()),
                    writer,
                    List.of(),
                    List.of());
            return result;
        }
        run.noImages(work.totals().rows()).ifPresent(refusal -> {
            throw refusal;
        });
        Batch batch = new Batch(run, Batch.Columns.of(run), writer);
        refuseToAppend(run, writer.base(), batch.description().rows(), work);
        WorkPlan stable = stable(work);
        List<TaskOutcome> outcomes =
                batch.convert(stable, run.sample(stable.totals().rows()), observer);
        ConversionResult.Tally tally = ConversionResult.Tally.of(
                stable.totals().rows(), stable.totals().sums(), outcomes);
        List<DataFile> written = written(batch, standing);
        tally.requireEveryRow(written.stream().mapToLong(DataFile::rows).sum());
        excesses.addAll(limits.ofResult(tally.converted(), tally.rejected()));
        ConversionResult.Seen seen =
                new ConversionResult.Seen(batch.statistics(), tasks.counts().withFinished(outcomes.size()), null);
        result = result(excesses, tally, written, started, batch.device(), seen);
        List<DataFile> rejects = rejects(batch, outcomes);
        if (run.stops(excesses)) {
            result = run.keepFailed(
                    result, writer, rejects.stream().map(DataFile::name).toList(), batch.written(written));
        } else {
            publish(batch, tally, written, rejects, standing);
        }
        return result;
    }

    static LimitCheck limits(RunContext run, StandingRows standing, WorkPlan work) {
        return new LimitCheck(
                run.options().publish().limits(),
                run.options().output().mode(),
                standing.rows(),
                work.totals().rows());
    }

    private ConversionResult result(
            List<String> excesses,
            ConversionResult.Tally tally,
            List<DataFile> written,
            Instant started,
            String device,
            ConversionResult.Seen seen) {
        return new ConversionResult(
                writer.run().value(),
                run.input().passedOver().get(),
                new ConversionResult.Outcome(excesses, null, null),
                tally,
                written.size(),
                written.stream().mapToLong(DataFile::bytes).sum(),
                started,
                Instant.now(),
                device,
                run.models(),
                null,
                seen);
    }

    /** Returns the data files; a dataset that would have none gets one without rows, for its schema. */
    private List<DataFile> written(Batch batch, StandingRows standing) throws IOException {
        List<DataFile> files = batch.dataFilesWithRows();
        boolean keepsFiles = run.options().output().mode() == OutputMode.APPEND
                && !standing.data().isEmpty();
        if (!files.isEmpty() || keepsFiles) {
            return files;
        }
        batch.writeEmptyFile();
        return batch.dataFiles();
    }

    /**
     * Refuses to append what is of another kind than the dataset, or stands there already.
     *
     * @param newest the newest commit, or nothing where there is no dataset
     * @param description of the rows that the run would add
     * @throws UserException if it is so
     */
    static void refuseToAppend(
            RunContext run, Optional<CommitRecord> newest, CommitRecord.Description description, WorkPlan work) {
        if (run.options().output().mode() != OutputMode.APPEND || newest.isEmpty()) {
            return;
        }
        CommitRecord base = newest.get();
        SameDescription.require(
                base.description(),
                description,
                run.options().publish().otherRoot(),
                run.folder().root().toString());
        if (run.options().publish().duplicates() == DuplicatePolicy.REFUSE) {
            DuplicatePaths.refuse(
                    run.spark(),
                    work.rows(),
                    work.totals().rows(),
                    base,
                    run.folder().data());
        }
    }

    private WorkPlan stable(WorkPlan work) {
        if (!StableRows.isNeeded(work.rows())) {
            return work;
        }
        JavaRDD<InternalRow> copy = StableRows.copy(work.rows(), writer.staged("input"));
        return WorkPlan.measure(copy, run.input().holdsContent(), run.checksum());
    }

    private List<DataFile> rejects(Batch batch, List<TaskOutcome> outcomes) throws IOException {
        List<DataFile> files = batch.rejects(outcomes);
        return files.isEmpty() && !hasRejects() ? List.of(batch.emptyRejects()) : files;
    }

    private boolean hasRejects() {
        return run.options().output().mode() == OutputMode.APPEND
                && writer.base().isPresent()
                && !writer.base().get().rejects().files().isEmpty();
    }

    private void publish(
            Batch batch,
            ConversionResult.Tally tally,
            List<DataFile> written,
            List<DataFile> rejects,
            StandingRows standing)
            throws IOException {
        boolean adds = run.options().output().mode().keepsRows();
        FolderChange data =
                new FolderChange(written, tally.dataSums(), adds ? List.of() : standing.data(), RowSums.NONE);
        FolderChange rejected =
                new FolderChange(rejects, tally.rejectSums(), adds ? List.of() : standing.rejects(), RowSums.NONE);
        List<CommitRecord.Window> before =
                writer.base().filter(base -> adds).map(CommitRecord::unsettled).orElse(List.of());
        List<CommitRecord.Window> unsettled = CommitRecord.Window.join(before, run.listed());
        CommitRecord commit = batch.description().commit(tally, data, rejected, unsettled, null);
        result = result.with(new ConversionResult.Outcome(result.outcome().excesses(), commit, null));
        ReportFiles.Made report = new ReportFiles(run).of(result, writer.base(), batch.stored(commit));
        result = report.result();
        writer.publish(commit, Optional.of(batch.description().card(commit)), report.files());
    }

    @Override
    public Optional<ConversionResult> committed() {
        return writer.isCommitted() ? Optional.ofNullable(result) : Optional.empty();
    }

    @Override
    public void abandon() throws IOException {
        writer.abandon();
    }
}
