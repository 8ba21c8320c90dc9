package dev.marquetry.spark;

import dev.marquetry.dataset.DataFile;
import dev.marquetry.dataset.DatasetFolder;
import dev.marquetry.dataset.DatasetWriter;
import dev.marquetry.options.ConversionOptions;
import dev.marquetry.parquet.MarquetryFileFormat;
import dev.marquetry.spark.internals.ScalaMaps;
import dev.marquetry.spark.internals.SessionSettings;
import dev.marquetry.spark.internals.SortedRows;
import dev.marquetry.spark.publish.CommitSettings;
import dev.marquetry.spark.publish.EmptyFile;
import dev.marquetry.spark.publish.OutputSettings;
import dev.marquetry.spark.publish.WrittenFiles;
import dev.marquetry.spark.rows.RowChecksum;
import dev.marquetry.spark.rows.RowSchema;
import dev.marquetry.spark.task.ConversionTask;
import dev.marquetry.spark.task.CrashJournal;
import dev.marquetry.spark.task.InputRows;
import dev.marquetry.spark.task.Progress;
import dev.marquetry.spark.task.RejectFiles;
import dev.marquetry.spark.task.RowLayout;
import dev.marquetry.spark.task.TaskOutcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
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

/**
 * The Spark job of a run: tasks convert rows and write data files through Spark's commit protocol, always as an append,
 * so every committer is safe; rejects go to staging files, of which the committed tasks name theirs.
 */
final class ConversionJob {
    private final SparkSession spark;
    private final ConversionOptions options;
    private final Configuration configuration;
    private final DatasetFolder folder;
    private final DatasetWriter writer;
    private final TensorColumns tensors;
    private final RowSchema schema;
    private final RowLayout layout;
    private final Map<String, String> sink;

    /**
     * @param configuration Hadoop's settings for the output
     * @param folder the dataset's
     * @param writer the run's right to write to it
     * @param tensors the tensor columns
     * @param schema the columns of data and rejects
     * @param sink the options of the write
     */
    ConversionJob(
            SparkSession spark,
            ConversionOptions options,
            Configuration configuration,
            DatasetFolder folder,
            DatasetWriter writer,
            TensorColumns tensors,
            RowSchema schema,
            Map<String, String> sink) {
        this.spark = spark;
        this.options = options;
        this.configuration = configuration;
        this.folder = folder;
        this.writer = writer;
        this.tensors = tensors;
        this.schema = schema;
        this.layout = new RowLayout(schema, options.output().partitionBy());
        this.sink = sink;
    }

    /**
     * Converts rows.
     *
     * @param rows of an input table, spread over tasks
     * @param inputRows tell where their images' bytes are
     * @param checksum of a row
     * @param observer hears how far the conversion is
     * @return what each committed task did
     */
    List<TaskOutcome> convert(
            JavaRDD<InternalRow> rows, InputRows inputRows, RowChecksum checksum, ProgressObserver observer)
            throws IOException {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        CollectionAccumulator<TaskOutcome> outcomes = new CollectionAccumulator<>();
        spark.sparkContext().register(outcomes);
        Progress progress = Progress.register(spark.sparkContext());
        ConversionTask task = new ConversionTask(
                options.image(),
                tensors.conversion(options.tensor(), options.engine()),
                inputRows,
                checksum,
                layout,
                rejectFiles(context),
                new CrashJournal(
                        writer.staged("notes").toString(),
                        context.broadcast(new SerializableConfiguration(configuration))),
                context.broadcast(new SerializableConfiguration(SessionSettings.hadoop(spark))),
                progress,
                outcomes);
        ProgressListener listener = new ProgressListener(progress, observer);
        spark.sparkContext().addSparkListener(listener);
        try {
            write(SortedRows.dataset(
                    spark,
                    rows.mapPartitions(task),
                    schema.data(),
                    options.output().partitionBy()));
        } finally {
            spark.sparkContext().removeSparkListener(listener);
        }
        return outcomes.value();
    }

    private void write(Dataset<Row> arrays) {
        arrays.write()
                .format(MarquetryFileFormat.NAME)
                .mode(SaveMode.Append)
                .options(OutputSettings.of(options.output().path(), configuration))
                .options(CommitSettings.of(folder.data(), spark, writer.run().value()))
                .options(sink)
                .partitionBy(options.output().partitionBy().toArray(String[]::new))
                .save(target().toString());
    }

    private Path target() {
        return writesInPlace() ? folder.data() : writer.stagedData();
    }

    private boolean writesInPlace() {
        return CommitSettings.writesInPlace(folder.data(), spark);
    }

    /** Returns the data files that were written. */
    WrittenFiles written() throws IOException {
        return new WrittenFiles(target(), writesInPlace() ? writer.ownDataFiles() : folder.files(writer.stagedData()));
    }

    /** Writes a file without rows, so that a dataset without partitions has a schema. */
    void writeEmptyFile() throws IOException {
        EmptyFile.write(spark, configuration, schema.data(), sink, target());
    }

    /** Returns the files of rejects that committed tasks have written. */
    List<DataFile> rejects(List<TaskOutcome> outcomes) throws IOException {
        Map<String, Long> sizes = folder.files(writer.stagedRejects());
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
        String name = rejectFiles(JavaSparkContext.fromSparkContext(spark.sparkContext()))
                .writeEmpty();
        return new DataFile(name, 0, folder.files(writer.stagedRejects()).get(name));
    }

    private RejectFiles rejectFiles(JavaSparkContext context) throws IOException {
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
        return new RejectFiles(layout, writer.stagedRejects().toString(), factory, settings, writer.run());
    }
}
