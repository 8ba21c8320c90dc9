package dev.marquetry.spark;

import dev.marquetry.dataset.CommitRecord;
import dev.marquetry.dataset.DataFile;
import dev.marquetry.dataset.DatasetFolder;
import dev.marquetry.dataset.DatasetWriter;
import dev.marquetry.dataset.RunId;
import dev.marquetry.options.ConversionOptions;
import dev.marquetry.options.DuplicatePolicy;
import dev.marquetry.options.ExcessPolicy;
import dev.marquetry.options.InputFormat;
import dev.marquetry.options.OutputMode;
import dev.marquetry.options.UserException;
import dev.marquetry.source.InputTable;
import dev.marquetry.source.PassedOver;
import dev.marquetry.source.StorageFaults;
import dev.marquetry.spark.description.ConversionResult;
import dev.marquetry.spark.description.DatasetDescription;
import dev.marquetry.spark.description.RunReport;
import dev.marquetry.spark.description.SameDescription;
import dev.marquetry.spark.internals.SessionSettings;
import dev.marquetry.spark.internals.StableRows;
import dev.marquetry.spark.model.ModelColumn;
import dev.marquetry.spark.publish.DuplicatePaths;
import dev.marquetry.spark.publish.LimitCheck;
import dev.marquetry.spark.publish.OutputCheck;
import dev.marquetry.spark.publish.OutputOutlook;
import dev.marquetry.spark.publish.OutputSettings;
import dev.marquetry.spark.publish.StandingRows;
import dev.marquetry.spark.rows.RowChecksum;
import dev.marquetry.spark.rows.RowSchema;
import dev.marquetry.spark.task.InputRows;
import dev.marquetry.spark.task.TaskOutcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.util.SerializableConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run: takes the folder, converts, checks that no row was lost, holds itself against its limits, publishes. */
final class ConversionRun {
    /** After Spark's own hook, which stops the tasks, and before Hadoop's, which closes the file systems. */
    private static final int SHUTDOWN_PRIORITY = 30;

    private static final Duration LAST_TASKS = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(ConversionRun.class);

    private final SparkSession spark;
    private final JavaSparkContext context;
    private final ConversionOptions options;
    private final InputTable input;
    private final List<ModelColumn> models;
    private final RowChecksum checksum;
    private final Configuration configuration;
    private final DatasetFolder folder;
    private volatile DatasetWriter writer;
    private volatile ConversionResult result;

    ConversionRun(
            SparkSession spark,
            ConversionOptions options,
            InputTable input,
            List<ModelColumn> models,
            RowChecksum checksum) {
        this.spark = spark;
        this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        this.options = options;
        this.input = input;
        this.models = models;
        this.checksum = checksum;
        String root = options.output().path();
        this.configuration = OutputSettings.configuration(root, SessionSettings.hadoop(spark));
        try {
            this.folder = new DatasetFolder(root, configuration);
        } catch (IOException failure) {
            throw unwritable(failure);
        }
    }

    /**
     * Runs.
     *
     * @param work the input
     * @param files how many files, and tasks, there are to be
     */
    ConversionResult run(WorkPlan work, int files, ProgressObserver observer) throws IOException {
        Instant started = Instant.now();
        begin();
        Thread abandon = new Thread(this::end, "marquetry-abandon");
        ShutdownHookManager.get().addShutdownHook(abandon, SHUTDOWN_PRIORITY);
        String tag = "marquetry-" + writer.run();
        RunningTasks tasks = new RunningTasks(tag);
        context.addJobTag(tag);
        spark.sparkContext().addSparkListener(tasks);
        writer.whenLost(() -> context.cancelJobsWithTag(tag));
        try {
            convert(work, files, started, observer);
            return result;
        } catch (Throwable failure) {
            tasks.awaitNone(LAST_TASKS);
            // Whatever failed after another run took over, failed for that.
            Optional<UserException> takenOver = takenOver();
            if (takenOver.isPresent()) {
                takenOver.get().addSuppressed(failure);
                throw takenOver.get();
            }
            throw failure;
        } finally {
            context.removeJobTag(tag);
            spark.sparkContext().removeSparkListener(tasks);
            end();
            if (!ShutdownHookManager.get().isShutdownInProgress()) {
                ShutdownHookManager.get().removeShutdownHook(abandon);
            }
        }
    }

    /** Returns what the run published, once it has. */
    Optional<ConversionResult> committed() {
        DatasetWriter mine = writer;
        return mine != null && mine.isCommitted() ? Optional.ofNullable(result) : Optional.empty();
    }

    private void begin() {
        try {
            OutputCheck.check(folder, options.output().mode());
            writer = DatasetWriter.begin(folder, RunId.next(), options.publish().takeover());
            // What was mended meanwhile may stand in the way now.
            OutputCheck.check(folder, options.output().mode());
        } catch (IOException failure) {
            end();
            throw unwritable(failure);
        } catch (RuntimeException failure) {
            end();
            throw failure;
        }
    }

    private Optional<UserException> takenOver() {
        try {
            writer.requireHeld();
            return Optional.empty();
        } catch (UserException held) {
            return Optional.of(held);
        } catch (IOException unknown) {
            return Optional.empty();
        }
    }

    OutputOutlook outlook(long inputRows) throws IOException {
        List<UserException> refusals = new ArrayList<>();
        folder.refusalOfHolder().ifPresent(refusals::add);
        try {
            OutputCheck.check(folder, options.output().mode());
        } catch (UserException refusal) {
            refusals.add(refusal);
        }
        noImages(inputRows).ifPresent(refusals::add);
        StandingRows standing = StandingRows.of(folder, configuration);
        return OutputOutlook.of(standing, limits(standing, inputRows), refusals);
    }

    private LimitCheck limits(StandingRows standing, long inputRows) {
        return new LimitCheck(options.publish().limits(), options.output().mode(), standing.rows(), inputRows);
    }

    private UserException unwritable(IOException failure) {
        return StorageFaults.of(
                "output.path cannot be written: " + options.output().path(), failure);
    }

    private void convert(WorkPlan work, int files, Instant started, ProgressObserver observer) throws IOException {
        StandingRows standing = StandingRows.of(folder, configuration);
        LimitCheck limits = limits(standing, work.totals().rows());
        List<String> excesses = new ArrayList<>(limits.ofInput());
        if (stops(excesses)) {
            result = result(
                    excesses,
                    ConversionResult.Tally.none(
                            work.totals().rows(), work.totals().sums()),
                    List.of(),
                    started,
                    "none");
            keepFailed(List.of());
            return;
        }
        noImages(work.totals().rows()).ifPresent(refusal -> {
            throw refusal;
        });
        Prepared prepared = prepare(standing);
        refuseToAppend(prepared.description(), work);
        WorkPlan stable = stable(work);
        List<TaskOutcome> outcomes =
                prepared.job().convert(stable.spread(files), InputRows.of(input), checksum, observer);
        ConversionResult.Tally tally = ConversionResult.Tally.of(
                stable.totals().rows(), stable.totals().sums(), outcomes);
        List<DataFile> written = written(prepared.job(), tally, standing);
        tally.requireEveryRow(written.stream().mapToLong(DataFile::rows).sum());
        excesses.addAll(limits.ofResult(tally.converted(), tally.rejected()));
        result = result(excesses, tally, written, started, prepared.tensors().device());
        List<DataFile> rejects = rejects(outcomes, prepared.job());
        if (stops(excesses)) {
            keepFailed(rejects.stream().map(DataFile::name).toList());
        } else {
            publish(prepared.description().commit(tally, written, rejects), prepared);
        }
    }

    /** What a run knows of its output before it converts anything. */
    private record Prepared(
            TensorColumns tensors, RowSchema schema, DatasetDescription description, ConversionJob job) {}

    private Prepared prepare(StandingRows standing) {
        TensorColumns tensors = TensorColumns.of(
                context,
                options.image(),
                options.tensor(),
                options.engine(),
                options.models().imageColumn(),
                models);
        RowSchema schema = RowSchema.of(
                        options.output().pathColumn(),
                        input.carriedSchema(),
                        tensors.fields(),
                        options.output().partitionBy())
                .withPathOf(input);
        DatasetDescription description =
                new DatasetDescription(options, input.root(), models, schema, writer, standing);
        ConversionJob job =
                new ConversionJob(spark, options, configuration, folder, writer, tensors, schema, description.sink());
        return new Prepared(tensors, schema, description, job);
    }

    private ConversionResult result(
            List<String> excesses,
            ConversionResult.Tally tally,
            List<DataFile> written,
            Instant started,
            String device) {
        return new ConversionResult(
                writer.run().value(),
                input.passedOver().get(),
                new ConversionResult.Outcome(excesses, null, null),
                tally,
                written.size(),
                written.stream().mapToLong(DataFile::bytes).sum(),
                started,
                Instant.now(),
                device,
                models);
    }

    /** Returns the data files; a dataset that would have none gets one without rows, for its schema. */
    private List<DataFile> written(ConversionJob job, ConversionResult.Tally tally, StandingRows standing)
            throws IOException {
        boolean keepsRows = options.output().mode() == OutputMode.APPEND && standing.rows() > 0;
        if (tally.converted() == 0 && !keepsRows && job.written().sizes().isEmpty()) {
            job.writeEmptyFile();
        }
        return job.written().counted(context, context.broadcast(new SerializableConfiguration(configuration)));
    }

    private Optional<UserException> noImages(long rows) {
        return rows > 0 || options.source().format() != InputFormat.IMAGES
                ? Optional.empty()
                : Optional.of(new UserException(
                        UserException.Kind.USAGE,
                        "input.path holds no images: " + options.source().path(),
                        "no file below it has the name of an image (such as .jpg or .png)" + passedOver(),
                        "check input.path, or set input.format if it is a manifest"));
    }

    private String passedOver() {
        PassedOver passedOver = input.passedOver().get();
        return passedOver.isNone() ? "" : "; passed over: " + passedOver;
    }

    private boolean stops(List<String> excesses) {
        return !excesses.isEmpty() && options.publish().limits().onExcess() == ExcessPolicy.FAIL;
    }

    private void refuseToAppend(DatasetDescription description, WorkPlan work) {
        if (options.output().mode() != OutputMode.APPEND || writer.base().isEmpty()) {
            return;
        }
        CommitRecord base = writer.base().get();
        SameDescription.require(
                base.description(),
                description.rows(),
                options.publish().otherRoot(),
                folder.root().toString());
        if (options.publish().duplicates() == DuplicatePolicy.REFUSE) {
            DuplicatePaths.refuse(spark, work.rows(), work.totals().rows(), base, folder.data());
        }
    }

    private WorkPlan stable(WorkPlan work) {
        if (!StableRows.isNeeded(work.rows())) {
            return work;
        }
        JavaRDD<InternalRow> copy = StableRows.copy(work.rows(), writer.staged("input"));
        return WorkPlan.measure(copy, input.holdsContent(), checksum);
    }

    private List<DataFile> rejects(List<TaskOutcome> outcomes, ConversionJob job) throws IOException {
        List<DataFile> files = job.rejects(outcomes);
        return files.isEmpty() && !hasRejects() ? List.of(job.emptyRejects()) : files;
    }

    private boolean hasRejects() {
        return options.output().mode() == OutputMode.APPEND
                && writer.base().isPresent()
                && !writer.base().get().rejects().files().isEmpty();
    }

    private void keepFailed(List<String> rejects) throws IOException {
        ConversionResult.Outcome outcome = result.outcome();
        String where = folder.failed(writer.run()).toString();
        result = result.with(new ConversionResult.Outcome(outcome.excesses(), null, where));
        writer.keepFailed(rejects, RunReport.json(options, result));
    }

    private void publish(CommitRecord commit, Prepared prepared) throws IOException {
        result = result.with(new ConversionResult.Outcome(result.outcome().excesses(), commit, null));
        writer.publish(commit, prepared.description().card(commit), RunReport.json(options, result));
    }

    /** Takes back what a run wrote that published nothing, and lets the folder go. */
    private void end() {
        DatasetWriter mine = writer;
        if (mine == null) {
            return;
        }
        try {
            mine.abandon();
        } catch (IOException failure) {
            LOG.warn(
                    "What the run left under {} could not be removed; the next run removes it", folder.root(), failure);
        }
        try {
            mine.close();
        } catch (IOException failure) {
            LOG.warn("The lock on {} could not be given back; it is taken over when it is old", folder.root(), failure);
        }
    }
}
