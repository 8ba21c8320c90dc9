package dev.marquetry.spark;

import dev.marquetry.parquet.DatasetCard;
import dev.marquetry.parquet.DatasetReport;
import dev.marquetry.parquet.MarquetryFileFormat;
import dev.marquetry.source.InputTable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.util.CollectionAccumulator;
import org.apache.spark.util.SerializableConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run: converts, writes, checks that no row was lost, publishes; or takes everything back.
 *
 * <p>Tasks write data files through Spark's commit protocol, always as an append, and old files go only when the new
 * ones are committed, so every committer is safe to overwrite with.
 */
final class ConversionRun {
    /** After Spark's own hook, which stops the tasks, and before Hadoop's, which closes the file systems. */
    private static final int SHUTDOWN_PRIORITY = 30;

    private static final int MOST_COUNTING_TASKS = 200;
    private static final Logger LOG = LoggerFactory.getLogger(ConversionRun.class);

    private final SparkSession spark;
    private final ConversionOptions options;
    private final InputTable input;
    private final List<ModelColumn> models;
    private final WorkPlan work;
    private final int files;

    ConversionRun(
            SparkSession spark,
            ConversionOptions options,
            InputTable input,
            List<ModelColumn> models,
            WorkPlan work,
            int files) {
        this.spark = spark;
        this.options = options;
        this.input = input;
        this.models = models;
        this.work = work;
        this.files = files;
    }

    ConversionResult run(RunReport report, ProgressObserver observer) throws IOException {
        Instant started = Instant.now();
        String root = options.output().path();
        Configuration configuration =
                OutputSettings.configuration(root, spark.sessionState().newHadoopConf());
        OutputFolder folder = begun(root, configuration, report.fingerprint());
        Thread abandon = new Thread(() -> abandon(folder), "marquetry-abandon");
        ShutdownHookManager.get().addShutdownHook(abandon, SHUTDOWN_PRIORITY);
        // Spark throws checked exceptions that its methods do not declare: nothing less than a flag catches them all.
        boolean published = false;
        try {
            ConversionResult result = convert(folder, configuration, started, report, observer);
            published = true;
            return result;
        } finally {
            if (!published) {
                abandon(folder);
            }
            if (!ShutdownHookManager.get().isShutdownInProgress()) {
                ShutdownHookManager.get().removeShutdownHook(abandon);
            }
        }
    }

    private OutputFolder begun(String root, Configuration configuration, String fingerprint) {
        try {
            OutputFolder folder = new OutputFolder(root, configuration);
            OutputCheck.check(folder, options.output().mode(), fingerprint);
            OutputCheck.requireSameModels(folder, options.output().mode(), models);
            folder.begin();
            return folder;
        } catch (IOException failure) {
            throw OutputFolder.unwritable(root, failure);
        }
    }

    private ConversionResult convert(
            OutputFolder folder,
            Configuration configuration,
            Instant started,
            RunReport report,
            ProgressObserver observer)
            throws IOException {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        TensorColumns tensors = TensorColumns.of(
                context,
                options.image(),
                options.tensor(),
                options.engine(),
                options.models().imageColumn(),
                models);
        List<String> partitionBy = options.output().partitionBy();
        RowSchema schema = RowSchema.of(input.carriedSchema(), tensors.fields(), partitionBy);
        RowLayout layout = new RowLayout(schema, partitionBy);
        RejectFiles rejects = rejectFiles(context, folder, configuration, layout);
        CollectionAccumulator<TaskOutcome> outcomes = new CollectionAccumulator<>();
        spark.sparkContext().register(outcomes);
        Progress progress = Progress.register(spark.sparkContext());
        Broadcast<SerializableConfiguration> outputSettings =
                context.broadcast(new SerializableConfiguration(configuration));
        ConversionTask task = new ConversionTask(
                options.image(),
                tensors.conversion(options.tensor(), options.engine()),
                input.resolver(),
                layout,
                rejects,
                new DecodingNotes(folder.notes().toString(), outputSettings),
                context.broadcast(
                        new SerializableConfiguration(spark.sessionState().newHadoopConf())),
                progress,
                outcomes);
        JavaRDD<InternalRow> rows = work.spread(files).mapPartitions(task);
        Dataset<Row> arrays = SortedRows.dataset(spark, rows, schema.data(), partitionBy);
        ProgressListener listener = new ProgressListener(progress, observer);
        spark.sparkContext().addSparkListener(listener);
        try {
            write(arrays, folder, configuration, report.fingerprint());
        } finally {
            spark.sparkContext().removeSparkListener(listener);
        }
        Map<String, Long> written = folder.newDataFiles();
        ConversionResult result = result(outcomes.value(), written, started, tensors.device());
        requireEveryRow(result, rowsIn(context, folder.dataPaths(written.keySet()), outputSettings));
        OutputMode mode = options.output().mode();
        long before = mode == OutputMode.APPEND ? rowsIn(context, folder.oldDataPaths(), outputSettings) : 0;
        List<String> dataFiles = new ArrayList<>(written.keySet());
        if (mode == OutputMode.APPEND) {
            int root = folder.data().toString().length() + 1;
            folder.oldDataPaths().forEach(path -> dataFiles.add(path.substring(root)));
        }
        String card = DatasetCard.text(
                schema.data(),
                SinkSettings.of(options, models, report.fingerprint()),
                partitionBy,
                dataFiles,
                before + result.converted());
        folder.publish(mode, rejectNames(outcomes.value(), rejects), card, report.json(result));
        return result;
    }

    private void write(Dataset<Row> arrays, OutputFolder folder, Configuration configuration, String fingerprint) {
        arrays.write()
                .format(MarquetryFileFormat.NAME)
                .mode(SaveMode.Append)
                .options(OutputSettings.of(options.output().path(), configuration))
                .options(CommitSettings.of(folder.data(), spark))
                .options(SinkSettings.of(options, models, fingerprint))
                .partitionBy(options.output().partitionBy().toArray(String[]::new))
                .save(folder.data().toString());
    }

    private RejectFiles rejectFiles(
            JavaSparkContext context, OutputFolder folder, Configuration configuration, RowLayout layout)
            throws IOException {
        Job job = Job.getInstance(configuration);
        OutputWriterFactory factory = new MarquetryFileFormat()
                .prepareWrite(
                        spark,
                        job,
                        ScalaMaps.of(Map.of(
                                "compression", options.output().compression().sparkName())),
                        layout.rejects());
        Broadcast<SerializableConfiguration> settings =
                context.broadcast(new SerializableConfiguration(job.getConfiguration()));
        return new RejectFiles(layout, folder.stagedRejects().toString(), factory, settings);
    }

    private ConversionResult result(
            List<TaskOutcome> outcomes, Map<String, Long> written, Instant started, String device) {
        Map<RejectKind, Long> rejected = new TreeMap<>();
        long converted = 0;
        long sourceBytes = 0;
        long arrayBytes = 0;
        StageTimes times = StageTimes.NONE;
        for (TaskOutcome outcome : outcomes) {
            converted += outcome.converted();
            sourceBytes += outcome.sourceBytes();
            arrayBytes += outcome.arrayBytes();
            outcome.rejected().forEach((kind, count) -> rejected.merge(kind, count, Long::sum));
            times = times.plus(outcome.times());
        }
        return new ConversionResult(
                work.totals().rows(),
                converted,
                rejected,
                sourceBytes,
                arrayBytes,
                written.size(),
                written.values().stream().mapToLong(Long::longValue).sum(),
                times,
                started,
                Instant.now(),
                device,
                models);
    }

    /** Counts what was committed against what came in: a difference is a fault of ours and nothing is published. */
    private static void requireEveryRow(ConversionResult result, long inFiles) {
        if (inFiles != result.converted() || inFiles + result.rejectedRows() != result.inputRows()) {
            throw new IllegalStateException("rows were lost: " + result.inputRows() + " came in, " + inFiles
                    + " are in the data files, " + result.converted() + " were converted and " + result.rejectedRows()
                    + " rejected");
        }
    }

    /** Counts rows by the files' footers, on the executors: there may be many files. */
    private static long rowsIn(
            JavaSparkContext context, List<String> files, Broadcast<SerializableConfiguration> settings) {
        if (files.isEmpty()) {
            return 0;
        }
        return context.parallelize(files, Math.min(files.size(), MOST_COUNTING_TASKS))
                .map(file -> DatasetReport.rows(new Path(file), settings.value().value()))
                .reduce(Long::sum);
    }

    private static List<String> rejectNames(List<TaskOutcome> outcomes, RejectFiles rejects) {
        List<String> names = outcomes.stream()
                .map(TaskOutcome::rejectsFile)
                .filter(Objects::nonNull)
                .toList();
        return names.isEmpty() ? List.of(rejects.writeEmpty()) : names;
    }

    /** May run twice, also at once with itself when the JVM is shut down. */
    private static void abandon(OutputFolder folder) {
        try {
            folder.abandon();
        } catch (IOException failure) {
            LOG.warn(
                    "What the run left under {} could not be removed; the next run in mode overwrite removes it",
                    folder.root(),
                    failure);
        }
    }
}
