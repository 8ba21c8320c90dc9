package dev.marquetry.spark;

import dev.marquetry.dataset.CommitRecord;
import dev.marquetry.dataset.DataFile;
import dev.marquetry.dataset.DatasetWriter;
import dev.marquetry.options.OutputOptions;
import dev.marquetry.parquet.MarquetryFileFormat;
import dev.marquetry.show.LocatedFile;
import dev.marquetry.spark.description.DatasetDescription;
import dev.marquetry.spark.internals.JobName;
import dev.marquetry.spark.internals.ScalaMaps;
import dev.marquetry.spark.internals.SessionSettings;
import dev.marquetry.spark.internals.SortedRows;
import dev.marquetry.spark.publish.EmptyFile;
import dev.marquetry.spark.publish.FolderWrite;
import dev.marquetry.spark.rows.RowSchema;
import dev.marquetry.spark.statistics.ImageSample;
import dev.marquetry.spark.statistics.RunStatistics;
import dev.marquetry.spark.statistics.StatisticsAccumulator;
import dev.marquetry.spark.task.ConversionTask;
import dev.marquetry.spark.task.CrashJournal;
import dev.marquetry.spark.task.InputRows;
import dev.marquetry.spark.task.Progress;
import dev.marquetry.spark.task.RejectFiles;
import dev.marquetry.spark.task.RowLayout;
import dev.marquetry.spark.task.TaskOutcome;
import dev.marquetry.spark.task.TaskStatistics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.hadoop.mapreduce.Job;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.util.CollectionAccumulator;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The files of one commit: tasks convert rows, or copy them, and write data files through Spark's commit protocol,
 * always as an append, so every committer is safe; rejects go to staging files, of which the committed tasks name
 * theirs.
 */
final class Batch {
    private final RunContext run;
    private final Columns columns;
    private final DatasetWriter writer;
    private final RowLayout layout;
    private final DatasetDescription description;
    private final FolderWrite write;
    private final StatisticsAccumulator statistics = new StatisticsAccumulator();

    /**
     * The columns of the output, which are those of every batch of a run.
     *
     * @param tensors the tensor columns
     * @param schema all columns of data and rejects
     */
    record Columns(TensorColumns tensors, RowSchema schema) {
        static Columns of(RunContext run) {
            TensorColumns tensors = TensorColumns.of(
                    run.context(),
                    run.options().image(),
                    run.options().tensor(),
                    run.options().engine(),
                    run.options().models().imageColumn(),
                    run.models());
            RowSchema schema = RowSchema.of(
                            run.options().output().pathColumn(),
                            run.input().carriedSchema(),
                            tensors.fields(),
                            run.options().output().partitionBy())
                    .withPathOf(run.input());
            return new Columns(tensors, schema);
        }
    }

    /**
     * Prepares a batch.
     *
     * @param run what the run knows
     * @param columns of the output
     * @param writer the right to write the batch's files
     */
    Batch(RunContext run, Columns columns, DatasetWriter writer) {
        this.run = run;
        this.columns = columns;
        this.writer = writer;
        this.layout = new RowLayout(columns.schema(), run.options().output().partitionBy());
        this.description =
                new DatasetDescription(run.options(), run.input().root(), run.models(), columns.schema(), writer);
        this.write = new FolderWrite(run.spark(), run.configuration(), run.folder(), writer);
    }

    /** Returns what is said of the dataset. */
    DatasetDescription description() {
        return description;
    }

    /** Returns what the tasks that are committed have seen of their images. */
    RunStatistics statistics() {
        return statistics.value();
    }

    /** Returns where data files are for now that were written. */
    List<LocatedFile> written(List<DataFile> files) {
        return LocatedFile.in(write.dataFolder(), files);
    }

    /** Returns where the data files of a commit are, which is still to be made. */
    List<LocatedFile> stored(CommitRecord commit) {
        Set<String> added = new HashSet<>(commit.data().added());
        return commit.data().files().stream()
                .map(file -> new LocatedFile(
                        added.contains(file.name())
                                ? write.dataFolder()
                                : run.folder().data(),
                        file))
                .toList();
    }

    /** Returns the device that the engine uses. */
    String device() {
        return columns.tensors().device();
    }

    /**
     * Converts rows.
     *
     * @param work rows of the input
     * @param sample whose pixels are looked at for the report
     * @param observer hears how far the conversion is
     * @return what each committed task did
     */
    List<TaskOutcome> convert(WorkPlan work, ImageSample sample, ProgressObserver observer) throws IOException {
        CollectionAccumulator<TaskOutcome> outcomes = new CollectionAccumulator<>();
        run.spark().sparkContext().register(outcomes);
        run.spark().sparkContext().register(statistics);
        Progress progress = Progress.register(run.spark().sparkContext());
        ConversionTask task = new ConversionTask(
                run.options().image(),
                columns.tensors()
                        .conversion(run.options().tensor(), run.options().engine()),
                InputRows.of(run.input()),
                run.checksum(),
                layout,
                rejectFiles(),
                new CrashJournal(
                        writer.staged("notes").toString(),
                        run.context().broadcast(new SerializableConfiguration(run.configuration()))),
                run.context().broadcast(new SerializableConfiguration(SessionSettings.hadoop(run.spark()))),
                TaskStatistics.Source.counting(sample, statistics),
                progress,
                outcomes);
        ProgressListener listener = new ProgressListener(progress, observer);
        run.spark().sparkContext().addSparkListener(listener);
        OutputOptions output = run.options().output();
        try {
            JobName.name(run.spark(), "convert images", () -> {
                Dataset<Row> arrays = SortedRows.dataset(
                        run.spark(),
                        work.spread(files(work)).mapPartitions(task),
                        columns.schema().data(),
                        output.partitionBy());
                write.data(arrays, MarquetryFileFormat.NAME, description.sink(), output.partitionBy());
            });
        } finally {
            run.spark().sparkContext().removeSparkListener(listener);
        }
        return outcomes.value();
    }

    private int files(WorkPlan work) {
        return OutputPlan.of(
                        run.options(),
                        run.models(),
                        work.totals(),
                        run.context().defaultParallelism())
                .files();
    }

    /** Returns all data files that were written, with the rows that their footers count. */
    List<DataFile> dataFiles() throws IOException {
        return write.written()
                .counted(run.context(), run.context().broadcast(new SerializableConfiguration(run.configuration())));
    }

    /** Removes data files without rows, as Spark writes one where its first task rejects all; returns the others. */
    List<DataFile> dataFilesWithRows() throws IOException {
        List<DataFile> files = new ArrayList<>(dataFiles());
        List<String> empty = files.stream()
                .filter(file -> file.rows() == 0)
                .map(DataFile::name)
                .toList();
        writer.discard(write.dataFolder(), empty);
        files.removeIf(file -> file.rows() == 0);
        return files;
    }

    /** Writes a file without rows, so that a dataset without partitions has a schema. */
    void writeEmptyFile() throws IOException {
        EmptyFile.write(
                run.spark(), run.configuration(), columns.schema().data(), description.sink(), write.dataFolder());
    }

    /** Returns the files of rejects that committed tasks have written. */
    List<DataFile> rejects(List<TaskOutcome> outcomes) throws IOException {
        Map<String, Long> sizes = run.folder().files(writer.stagedRejects());
        List<DataFile> files = new ArrayList<>();
        for (TaskOutcome outcome : outcomes) {
            String name = outcome.rejectsFile();
            if (name != null) {
                files.add(new DataFile(name, outcome.rejectedRows(), Objects.requireNonNull(sizes.get(name), name)));
            }
        }
        return files;
    }

    /** Writes a file of rejects without rows, for their schema. */
    DataFile emptyRejects() throws IOException {
        String name = rejectFiles().writeEmpty();
        return new DataFile(name, 0, run.folder().files(writer.stagedRejects()).get(name));
    }

    private RejectFiles rejectFiles() throws IOException {
        Job job = Job.getInstance(run.configuration());
        OutputWriterFactory factory = new MarquetryFileFormat()
                .prepareWrite(
                        run.spark(),
                        job,
                        ScalaMaps.of(Map.of(
                                "compression",
                                run.options().output().compression().sparkName())),
                        layout.rejects());
        Broadcast<SerializableConfiguration> settings =
                run.context().broadcast(new SerializableConfiguration(job.getConfiguration()));
        return new RejectFiles(layout, writer.stagedRejects().toString(), factory, settings, writer.run());
    }
}
