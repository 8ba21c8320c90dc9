package dev.marquetry.spark;

import dev.marquetry.dataset.CommitRecord;
import dev.marquetry.options.ConversionOptions;
import dev.marquetry.options.InputFormat;
import dev.marquetry.options.SourceOptions;
import dev.marquetry.options.UserException;
import dev.marquetry.source.InputTable;
import dev.marquetry.source.ManifestFaults;
import dev.marquetry.source.PassedOver;
import dev.marquetry.spark.description.ConversionResult;
import dev.marquetry.spark.engine.ArrayColumn;
import dev.marquetry.spark.internals.JobName;
import dev.marquetry.spark.internals.SessionSettings;
import dev.marquetry.spark.model.ModelColumn;
import dev.marquetry.spark.model.ModelTrial;
import dev.marquetry.spark.publish.OutputOutlook;
import dev.marquetry.spark.publish.StandingLabels;
import dev.marquetry.spark.rows.RowChecksum;
import dev.marquetry.spark.rows.RowSchema;
import dev.marquetry.spark.task.InputRows;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * A conversion of one input into one dataset folder.
 *
 * <p>Opening it reads the manifest or lists the folder and measures it; no image is read. Running it converts every
 * image in one pass and publishes the result whole, or nothing. Used by one thread; closing frees what the session
 * caches.
 */
public final class DatasetConversion implements AutoCloseable {
    /** File systems and stores keep whole seconds, and clocks differ a little. */
    private static final Duration UNSETTLED = Duration.ofSeconds(2);

    private final SparkSession spark;
    private final ConversionOptions options;
    private final KeptInput kept;
    private final InputTable input;
    private final List<ModelColumn> models;
    private final WorkPlan work;
    private final RowSchema schema;
    private final RunContext context;
    private final ConversionRun run;
    private final List<String> warnings;

    private DatasetConversion(
            SparkSession spark,
            ConversionOptions options,
            KeptInput kept,
            RunContext context,
            WorkPlan work,
            RowSchema schema,
            List<String> warnings) {
        this.spark = spark;
        this.options = options;
        this.kept = kept;
        this.input = kept.table();
        this.models = context.models();
        this.work = work;
        this.schema = schema;
        this.run = new ConversionRun(context);
        this.context = context;
        this.warnings = warnings;
    }

    /**
     * Opens the input and checks what can be checked without converting anything: models are tried with a batch of
     * their own.
     *
     * @param spark the session, which stays the caller's
     * @param options what to convert and how
     * @throws UserException if the input is not what the options say, or a model cannot be used
     */
    public static DatasetConversion open(SparkSession spark, ConversionOptions options) {
        List<String> partitionBy = options.output().partitionBy();
        Instant began = Instant.now();
        InputTable table = opened(spark, options.source(), partitionBy);
        String path = options.output().pathColumn();
        RowSchema.check(path, table.carriedSchema(), options.models().columns(), partitionBy);
        List<ModelColumn> models =
                ModelTrial.run(spark, options.image(), options.tensor(), options.engine(), options.models());
        TensorColumns tensors = new TensorColumns(
                ArrayColumn.withoutTable(options.image(), options.tensor()),
                options.models().imageColumn(),
                models);
        KeptInput kept = new KeptInput(spark, table);
        RowChecksum checksum;
        WorkPlan work;
        Optional<CommitRecord.Window> listed;
        Duration opening;
        try {
            kept.numberLabels(options.source(), () -> StandingLabels.of(spark, options.output()));
            checksum = new RowChecksum(kept.table().carriedSchema(), partitionBy);
            work = JobName.during(
                    spark,
                    inputJob(options.source()),
                    () -> WorkPlan.measure(kept.rows(), table.holdsContent(), checksum));
            listed = listed(options, began);
            opening = Duration.between(began, Instant.now());
        } catch (Exception failure) {
            kept.close();
            Optional<UserException> fault = ManifestFaults.in(options.source(), failure);
            if (fault.isPresent()) {
                throw fault.get();
            }
            throw failure;
        }
        try {
            RowSchema schema = RowSchema.of(path, kept.table().carriedSchema(), tensors.fields(), partitionBy)
                    .withPathOf(kept.table());
            List<String> warnings = warnings(spark, options, kept.table(), work);
            RunContext context = RunContext.of(spark, options, kept.table(), models, checksum, listed, opening);
            return new DatasetConversion(spark, options, kept, context, work, schema, warnings);
        } catch (UserException fault) {
            kept.close();
            throw fault;
        }
    }

    private static InputTable opened(SparkSession spark, SourceOptions source, List<String> partitionBy) {
        return JobName.during(spark, inputJob(source), () -> InputTable.open(spark, source, partitionBy));
    }

    private static String inputJob(SourceOptions source) {
        return source.format() == InputFormat.IMAGES ? "list images" : "read the manifest";
    }

    /** A file that was modified in the seconds before it was listed may be changed again without a later time. */
    private static Optional<CommitRecord.Window> listed(ConversionOptions options, Instant began) {
        return options.source().format() == InputFormat.IMAGES
                ? Optional.of(new CommitRecord.Window(
                        began.minus(UNSETTLED).toEpochMilli(),
                        Instant.now().plus(UNSETTLED).toEpochMilli()))
                : Optional.empty();
    }

    /** Listed paths have the scheme of the folder, which was opened already; where the bytes are there, none is. */
    private static List<String> warnings(
            SparkSession spark, ConversionOptions options, InputTable input, WorkPlan work) {
        return options.source().format() == InputFormat.IMAGES || input.holdsContent()
                ? List.of()
                : work.schemes().warnings(input.resolver(), SessionSettings.hadoop(spark));
    }

    /** Returns the number of rows of the input. */
    public long inputRows() {
        return work.totals().rows();
    }

    /** Returns what was passed over where a folder or a glob was listed. */
    public PassedOver passedOver() {
        return input.passedOver().get();
    }

    /** Returns what a person should know of the input before it is converted, a sentence each. */
    public List<String> warnings() {
        return warnings;
    }

    /** Returns the columns of the dataset, tensor columns as the bytes that they travel in. */
    public StructType schema() {
        return schema.data();
    }

    /** Returns what the output will amount to. */
    public OutputPlan estimate() {
        return OutputPlan.of(
                options, models, work.totals(), spark.sparkContext().defaultParallelism());
    }

    /** Returns what a run would do to the dataset, and what it would be refused for; nothing is written. */
    public OutputOutlook outlook() throws IOException {
        return Outlook.of(context, work, schema);
    }

    /** Tries a few images from all over the input: reads and decodes them, and writes nothing. */
    public List<ProbedImage> probe() {
        Broadcast<SerializableConfiguration> settings = JavaSparkContext.fromSparkContext(spark.sparkContext())
                .broadcast(new SerializableConfiguration(SessionSettings.hadoop(spark)));
        List<ProbedImage> probed =
                new InputProbe(options.image(), InputRows.of(input), settings).of(work.rows(), inputRows());
        settings.destroy();
        return probed;
    }

    /**
     * Converts the input and publishes the dataset, unless a limit stops it.
     *
     * @param observer hears how far the conversion is
     * @return what was converted, and whether it was published
     * @throws UserException if the output is in the way or cannot be written, or another run holds it; nothing was
     *     published
     * @throws IOException if the output's file system fails
     */
    public ConversionResult run(ProgressObserver observer) throws IOException {
        return run.run(work, observer);
    }

    /** Returns what the run has published, once it has; may be asked by any thread. */
    public Optional<ConversionResult> committed() {
        return run.committed();
    }

    /** Returns how far the run is, if it publishes in batches and has begun to; may be asked by any thread. */
    public Optional<PublishedBatches> published() {
        return run.published();
    }

    /** Frees the rows that the session keeps. */
    @Override
    public void close() {
        kept.close();
    }
}
