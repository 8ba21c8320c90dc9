package dev.marquetry.spark;

import dev.marquetry.dataset.CommitRecord;
import dev.marquetry.dataset.DataFile;
import dev.marquetry.dataset.DatasetWriter;
import dev.marquetry.dataset.UpdateCounts;
import dev.marquetry.options.OutputOptions;
import dev.marquetry.show.LocatedFile;
import dev.marquetry.spark.description.ConversionResult;
import dev.marquetry.spark.description.DatasetDescription;
import dev.marquetry.spark.description.FolderChange;
import dev.marquetry.spark.internals.JobName;
import dev.marquetry.spark.internals.StableRows;
import dev.marquetry.spark.publish.FailedAgain;
import dev.marquetry.spark.statistics.ImageSample;
import dev.marquetry.spark.statistics.RunStatistics;
import dev.marquetry.spark.task.TaskOutcome;
import dev.marquetry.spark.update.ActionBatch;
import dev.marquetry.spark.update.CopyPlan;
import dev.marquetry.spark.update.Edits;
import dev.marquetry.spark.update.FilePlaces;
import dev.marquetry.spark.update.FolderCopies;
import dev.marquetry.spark.update.FolderEdits;
import dev.marquetry.spark.update.RetriedImages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.catalyst.InternalRow;

/** One commit of an update: converts rows, and copies the files that stand without the rows that go. */
final class UpdateBatch {
    private final RunContext run;
    private final DatasetWriter writer;
    private final Batch batch;
    private final ActionBatch actions;
    private final Edits edits;
    private final FolderCopies copies;
    private final Places places;
    private List<DataFile> converted = List.of();
    private List<DataFile> rejected = List.of();
    private ConversionResult.Tally tally;
    private int tasks;
    private FailedAgain again;

    /**
     * @param run what the run knows
     * @param columns of the output
     * @param writer the right to write the batch's files and to commit them; its base is the newest commit
     * @param actions what there is to do
     * @param places where the rows are that stood when the update began
     */
    UpdateBatch(RunContext run, Batch.Columns columns, DatasetWriter writer, ActionBatch actions, Places places) {
        this.run = run;
        this.writer = writer;
        this.batch = new Batch(run, columns, writer);
        this.actions = actions;
        this.edits = JobName.during(run.spark(), "count what changes", () -> Edits.of(actions));
        this.places = places;
        OutputOptions output = run.options().output();
        this.copies = new FolderCopies(
                run.spark(),
                run.configuration(),
                run.folder(),
                writer,
                new FolderCopies.Form(
                        output.pathColumn(),
                        output.partitionBy(),
                        output.compression().sparkName(),
                        output.rowGroupSize()));
    }

    /**
     * Where the rows are that stood when an update began.
     *
     * @param data those of {@code data/}
     * @param rejects those of {@code rejects/}
     */
    record Places(FilePlaces data, FilePlaces rejects) {
        static Places of(Optional<CommitRecord> base) {
            return new Places(
                    new FilePlaces(files(base, CommitRecord::data)),
                    new FilePlaces(files(base, CommitRecord::rejects)));
        }
    }

    DatasetWriter writer() {
        return writer;
    }

    DatasetDescription description() {
        return batch.description();
    }

    /** Returns what the batch does to the images. */
    UpdateCounts counts() {
        return edits.counts();
    }

    /** Converts the batch's rows; where the images' bytes are in the input, they are taken from all of its rows. */
    ConversionResult.Tally convert(WorkPlan input, ImageSample sample, ProgressObserver observer) throws IOException {
        WorkPlan work = JobName.during(
                run.spark(),
                "measure the batch",
                () -> WorkPlan.measure(rows(input), run.input().holdsContent(), run.checksum()));
        if (work.totals().rows() != edits.counts().converted()) {
            throw new IllegalStateException(edits.counts().converted() + " rows are to be converted, and "
                    + work.totals().rows() + " were found");
        }
        List<TaskOutcome> outcomes = List.of();
        if (work.totals().rows() > 0) {
            outcomes = batch.convert(work, sample, observer);
            converted = batch.dataFilesWithRows();
            rejected = batch.rejects(outcomes);
            tasks = outcomes.size();
        }
        tally = ConversionResult.Tally.of(work.totals().rows(), work.totals().sums(), outcomes);
        tally.requireEveryRow(converted.stream().mapToLong(DataFile::rows).sum());
        return tally;
    }

    private JavaRDD<InternalRow> rows(WorkPlan input) {
        if (!run.input().holdsContent()) {
            return actions.converted();
        }
        JavaRDD<InternalRow> rows = actions.withContent(input.rows());
        return StableRows.isNeeded(rows) ? StableRows.copy(rows, writer.staged("input")) : rows;
    }

    /** Returns what the tasks have seen of the images. */
    RunStatistics statistics() {
        return batch.statistics();
    }

    /** Returns how many tasks have converted. */
    int tasks() {
        return tasks;
    }

    /** Returns the data files that the conversion gave. */
    List<LocatedFile> written() {
        return batch.written(converted);
    }

    /** Returns where the data files of a commit are, which is still to be made. */
    List<LocatedFile> stored(CommitRecord commit) {
        return batch.stored(commit);
    }

    String device() {
        return tally.input() == 0 ? "none" : batch.device();
    }

    /** Returns how many rows the dataset has after this batch. */
    long left() {
        return rows(before(CommitRecord::data)) - edits.data().droppedRows() + tally.converted();
    }

    /** Returns the names of the files of rejects that the conversion gave. */
    List<String> rejects() {
        return rejected.stream().map(DataFile::name).toList();
    }

    /** Returns how many images failed again of those that were tried again; reads the rejects where there are any. */
    FailedAgain failedAgain() {
        if (again == null) {
            again = edits.counts().retried() == 0
                    ? FailedAgain.NONE
                    : RetriedImages.failedAgain(
                            run.spark(),
                            actions,
                            writer.stagedRejects(),
                            rejected,
                            run.options().output().pathColumn());
        }
        return again;
    }

    /** Returns whether all there was to do was to try images again, which failed as before: nothing to commit. */
    boolean changesNothing() {
        return edits.areRetriesAlone()
                && tally.converted() == 0
                && failedAgain().alike() == edits.counts().retried();
    }

    /**
     * Copies what stays of files that lose rows, and small files together.
     *
     * @param unsettled as the commit keeps it
     * @param update what the update found
     * @return the commit, which is still to be made
     */
    CommitRecord commit(List<CommitRecord.Window> unsettled, UpdateCounts update) throws IOException {
        return batch.description().commit(tally, dataChange(), rejectsChange(), unsettled, update);
    }

    private FolderChange dataChange() throws IOException {
        List<DataFile> before = before(CommitRecord::data);
        CopyPlan plan = plan(before, places.data().follow(edits.data(), before));
        List<DataFile> added = new ArrayList<>(converted);
        added.addAll(copies.data(plan, actions, places.data(), converted));
        if (isEmpty(before, plan, added)) {
            batch.writeEmptyFile();
            added.addAll(batch.dataFiles());
        }
        return new FolderChange(
                added, tally.dataSums(), plan.removedNames(), edits.data().sums());
    }

    private FolderChange rejectsChange() throws IOException {
        List<DataFile> before = before(CommitRecord::rejects);
        CopyPlan plan = plan(before, places.rejects().follow(edits.rejects(), before));
        List<DataFile> added = new ArrayList<>(rejected);
        added.addAll(copies.rejects(plan, actions, places.rejects()));
        if (isEmpty(before, plan, added)) {
            added.add(batch.emptyRejects());
        }
        return new FolderChange(
                added, tally.rejectSums(), plan.removedNames(), edits.rejects().sums());
    }

    private CopyPlan plan(List<DataFile> before, FolderEdits changes) {
        return CopyPlan.of(before, changes, run.options().output().fileSize(), CopyPlan.Merging.GATHERED_FILES);
    }

    /** Returns whether no file would be left; then one without rows has to stand for the schema. */
    private static boolean isEmpty(List<DataFile> before, CopyPlan plan, List<DataFile> added) {
        return added.isEmpty() && plan.removed().size() == before.size();
    }

    private List<DataFile> before(Function<CommitRecord, CommitRecord.Files> folder) {
        return files(writer.base(), folder);
    }

    private static List<DataFile> files(
            Optional<CommitRecord> commit, Function<CommitRecord, CommitRecord.Files> folder) {
        return commit.map(folder).map(CommitRecord.Files::files).orElse(List.of());
    }

    private static long rows(List<DataFile> files) {
        return files.stream().mapToLong(DataFile::rows).sum();
    }
}
