package dev.marquetry.spark;

import dev.marquetry.dataset.CommitRecord;
import dev.marquetry.dataset.DataFile;
import dev.marquetry.dataset.DatasetWriter;
import dev.marquetry.dataset.RowSums;
import dev.marquetry.dataset.UpdateCounts;
import dev.marquetry.options.OutputOptions;
import dev.marquetry.spark.description.ConversionResult;
import dev.marquetry.spark.description.DatasetDescription;
import dev.marquetry.spark.internals.JobName;
import dev.marquetry.spark.publish.UpdateLimits;
import dev.marquetry.spark.statistics.RunStatistics;
import dev.marquetry.spark.update.Actions;
import dev.marquetry.spark.update.Difference;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Brings a dataset up to date: compares it with the input, and converts and publishes what differs, batch by batch. A
 * run that dies between two commits leaves a dataset that the next one goes on from.
 */
final class UpdateRun implements RunSteps {
    private final RunContext run;
    private final DatasetWriter writer;
    private final RunTasks tasks;
    private final OutputOptions output;
    private final Instant started = Instant.now();
    private final List<String> excesses = new ArrayList<>();
    private Optional<CommitRecord> newest;
    private UpdateCounts counts;
    private ConversionResult.Tally tally = ConversionResult.Tally.none(0, RowSums.NONE);
    private final RunStatistics statistics = new RunStatistics();
    private long finishedTasks;
    private final Map<String, Duration> phases = new LinkedHashMap<>();
    private int published;
    private long failedAlike;
    private int files;
    private long fileBytes;
    private volatile UpdateBatch batch;
    private volatile boolean isLast;
    private volatile boolean isAtItsEnd;
    private volatile PublishedBatches standing;
    private volatile PublishedBatches standingNext;
    private volatile ConversionResult result;

    /**
     * @param run what the run knows
     * @param writer its right to write to the folder, which stays the caller's
     * @param tasks those of the run
     */
    UpdateRun(RunContext run, DatasetWriter writer, RunTasks tasks) {
        this.run = run;
        this.writer = writer;
        this.tasks = tasks;
        this.output = run.options().output();
        this.newest = writer.base();
        this.phases.put("open", run.opening());
    }

    @Override
    public ConversionResult run(WorkPlan work, ProgressObserver observer) throws IOException {
        Instant compares = Instant.now();
        Batch.Columns columns = Batch.Columns.of(run);
        UpdateStart start = new UpdateStart(run, newest);
        start.requireSame(DatasetDescription.rows(run.options(), run.input().root(), run.models(), columns.schema()));
        Difference difference = difference(start, work);
        difference.refuseDuplicates();
        counts = difference.counts();
        took("compare", compares);
        UpdateLimits limits = start.limits(counts);
        excesses.addAll(limits.ofInput());
        if (run.stops(excesses)) {
            result = run.keepFailed(result(work, 0), writer, List.of(), List.of());
            return result;
        }
        run.noImages(work.totals().rows()).ifPresent(refusal -> {
            throw refusal;
        });
        if (difference.isNone() && isUnderItsRoot()) {
            return nothingToDo(work, 0);
        }
        Instant keeps = Instant.now();
        Actions actions = keep(difference);
        counts = actions.counts(counts, difference.uncertain());
        took("keep", keeps);
        if (actions.count() == 0 && isUnderItsRoot()) {
            return nothingToDo(work, 0);
        }
        observer.expect(counts.converted());
        publish(work, actions, columns, limits, observer);
        return result;
    }

    private Difference difference(UpdateStart start, WorkPlan work) {
        return JobName.during(run.spark(), "compare with the dataset", () -> start.difference(work));
    }

    private Actions keep(Difference difference) {
        return JobName.during(run.spark(), "keep what differs", () -> difference.keep(writer.staged("difference")));
    }

    /** Pictures that have moved get another root by a commit, though their rows stay. */
    private boolean isUnderItsRoot() {
        return newest.isPresent()
                && newest.get().description().root().equals(run.input().root());
    }

    private ConversionResult nothingToDo(WorkPlan work, int batches) {
        result = result(work, batches).with(new ConversionResult.Outcome(excesses, newest.orElseThrow(), null));
        isAtItsEnd = true;
        return result;
    }

    private void publish(
            WorkPlan work, Actions actions, Batch.Columns columns, UpdateLimits limits, ProgressObserver observer)
            throws IOException {
        // A dataset of no rows has a schema, too.
        int batches = Math.max(1, actions.batches(output.update().batch()));
        standing = new PublishedBatches(0, batches, 0, 0);
        long removed = 0;
        UpdateBatch.Places places = UpdateBatch.Places.of(newest);
        for (int number = 1; number <= batches; number++) {
            Instant converts = Instant.now();
            batch = new UpdateBatch(
                    run,
                    columns,
                    writer.batch(newest),
                    actions.batch(number - 1, output.update().batch()),
                    places);
            isLast = number == batches;
            ConversionResult.Tally tried = batch.convert(work, run.sample(counts.converted()), after(observer));
            statistics.add(batch.statistics());
            finishedTasks += batch.tasks();
            took("convert", converts);
            tally = tally.plus(tried);
            if (isUnderItsRoot() && batch.changesNothing()) {
                failedAlike += tried.input();
                batch.writer().abandon();
                continue;
            }
            removed += batch.counts().removed();
            excesses.addAll(limits.ofBatch(
                    tried.input(), tried.rejected(), batch::failedAgain, batch.left(), counts.gone() - removed));
            if (run.stops(excesses)) {
                result = run.keepFailed(result(work, batches), batch.writer(), batch.rejects(), batch.written());
                return;
            }
            publish(work, batches);
        }
        if (!batch.writer().isCommitted()) {
            nothingToDo(work, batches);
        }
    }

    private void publish(WorkPlan work, int batches) throws IOException {
        // What was listed before has been looked at once all of it is done.
        List<CommitRecord.Window> before =
                isLast ? List.of() : newest.map(CommitRecord::unsettled).orElse(List.of());
        List<CommitRecord.Window> unsettled = CommitRecord.Window.join(before, run.listed());
        Instant copies = Instant.now();
        CommitRecord commit = batch.commit(unsettled, counts);
        took("copy", copies);
        files += commit.data().added().size();
        fileBytes += added(commit);
        published++;
        result = result(work, batches).with(new ConversionResult.Outcome(excesses, commit, null));
        standingNext = new PublishedBatches(published, batches, tally.converted(), tally.rejectedRows());
        Instant publishes = Instant.now();
        ReportFiles.Made report = new ReportFiles(run).of(result, newest, batch.stored(commit));
        result = report.result();
        batch.writer().publish(commit, Optional.of(batch.description().card(commit)), report.files());
        took("publish", publishes);
        result = result(work, batches).with(result.outcome()).with(result.seen());
        newest = Optional.of(commit);
        standing = standingNext;
    }

    /** Adds to a phase what it took since. */
    private void took(String phase, Instant since) {
        phases.merge(phase, Duration.between(since, Instant.now()), Duration::plus);
    }

    private static long added(CommitRecord commit) {
        Set<String> added = new HashSet<>(commit.data().added());
        return commit.data().files().stream()
                .filter(file -> added.contains(file.name()))
                .mapToLong(DataFile::bytes)
                .sum();
    }

    private ProgressObserver after(ProgressObserver observer) {
        long done = tally.input();
        long rejected = tally.rejectedRows();
        return (more, moreRejected) -> observer.progress(done + more, rejected + moreRejected);
    }

    private ConversionResult result(WorkPlan work, int batches) {
        return new ConversionResult(
                (batch == null ? writer : batch.writer()).run().value(),
                run.input().passedOver().get(),
                new ConversionResult.Outcome(excesses, null, null),
                tally,
                files,
                fileBytes,
                started,
                Instant.now(),
                batch == null ? "none" : batch.device(),
                run.models(),
                new ConversionResult.Update(work.totals().rows(), counts, published, batches, failedAlike, phases),
                new ConversionResult.Seen(statistics, tasks.counts().withFinished(finishedTasks), null));
    }

    @Override
    public Optional<ConversionResult> committed() {
        UpdateBatch mine = batch;
        boolean whole = isAtItsEnd || (isLast && mine != null && mine.writer().isCommitted());
        return whole ? Optional.ofNullable(result) : Optional.empty();
    }

    @Override
    public Optional<PublishedBatches> published() {
        UpdateBatch mine = batch;
        return Optional.ofNullable(mine != null && mine.writer().isCommitted() ? standingNext : standing);
    }

    @Override
    public void abandon() throws IOException {
        UpdateBatch mine = batch;
        if (mine != null) {
            mine.writer().abandon();
        }
    }
}
