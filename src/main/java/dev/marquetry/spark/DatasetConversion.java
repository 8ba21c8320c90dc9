package dev.marquetry.spark;

import dev.marquetry.UserException;
import dev.marquetry.source.InputFormat;
import dev.marquetry.source.InputTable;
import dev.marquetry.source.ManifestFaults;
import dev.marquetry.source.PassedOver;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * A conversion of one input into one dataset folder.
 *
 * <p>Opening it reads the manifest or lists the folder and measures it; no image is read. Running it converts every
 * image in one pass and publishes the result whole, or nothing. Used by one thread; closing frees what the session
 * caches.
 */
public final class DatasetConversion implements AutoCloseable {
    /** The columns that a dataset has of its own, in lower case: Spark takes no column for another by its case. */
    public static final Set<String> OWN_COLUMNS = Set.of(
            "path",
            "image",
            "height",
            "width",
            "channels",
            "source_height",
            "source_width",
            "stage",
            "error",
            "message",
            "source_length");

    private final SparkSession spark;
    private final ConversionOptions options;
    private final InputTable input;
    private final List<ModelColumn> models;
    private final JavaRDD<InternalRow> cachedRows;
    private final WorkPlan work;
    private final StructType schema;
    private final List<String> warnings;

    private DatasetConversion(
            SparkSession spark,
            ConversionOptions options,
            InputTable input,
            List<ModelColumn> models,
            JavaRDD<InternalRow> cachedRows,
            WorkPlan work,
            StructType schema,
            List<String> warnings) {
        this.spark = spark;
        this.options = options;
        this.input = input;
        this.models = models;
        this.cachedRows = cachedRows;
        this.work = work;
        this.schema = schema;
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
        InputTable input =
                InputTable.open(spark, options.source(), options.output().partitionBy());
        List<String> partitionBy = options.output().partitionBy();
        RowSchema.check(input.carriedSchema(), options.models().columns(), partitionBy);
        List<ModelColumn> models =
                ModelTrial.run(spark, options.image(), options.tensor(), options.engine(), options.models());
        TensorColumns tensors = new TensorColumns(
                ArrayColumn.undeclared(options.image(), options.tensor()),
                options.models().imageColumn(),
                models);
        StructType schema = RowSchema.of(input.carriedSchema(), tensors.fields(), partitionBy)
                .data();
        // Read twice, row by row: on disk they take no memory from the images, nor do Spark's batches of columns.
        JavaRDD<InternalRow> rows = input.rows()
                .queryExecution()
                .toRdd()
                .toJavaRDD()
                .map(InternalRow::copy)
                .persist(StorageLevel.DISK_ONLY());
        WorkPlan work;
        try {
            work = WorkPlan.measure(rows);
        } catch (Exception failure) {
            rows.unpersist();
            Optional<UserException> fault = ManifestFaults.in(options.source(), failure);
            if (fault.isPresent()) {
                throw fault.get();
            }
            throw failure;
        }
        if (work.totals().rows() == 0 && options.source().format() == InputFormat.IMAGES) {
            rows.unpersist();
            throw new UserException(
                    UserException.Kind.USAGE,
                    "input.path holds no images: " + options.source().path(),
                    "no file below it has the name of an image (such as .jpg or .png)" + passedOver(input),
                    "check input.path, or set input.format if it is a manifest");
        }
        try {
            List<String> warnings = warnings(spark, options, input, work);
            return new DatasetConversion(spark, options, input, models, rows, work, schema, warnings);
        } catch (UserException fault) {
            rows.unpersist();
            throw fault;
        }
    }

    private static String passedOver(InputTable input) {
        PassedOver passedOver = input.passedOver().get();
        return passedOver.isNone() ? "" : "; passed over: " + passedOver;
    }

    /** Listed paths have the scheme of the folder, which was opened already. */
    private static List<String> warnings(
            SparkSession spark, ConversionOptions options, InputTable input, WorkPlan work) {
        return options.source().format() == InputFormat.IMAGES
                ? List.of()
                : work.schemes().warnings(input.resolver(), spark.sessionState().newHadoopConf());
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
        return schema;
    }

    /** Returns what the output will amount to. */
    public SizeEstimate estimate() {
        return SizeEstimate.of(
                options, models, work.totals(), spark.sparkContext().defaultParallelism());
    }

    /**
     * Converts the input and publishes the dataset.
     *
     * @param report what the caller adds to the dataset
     * @param observer hears how far the conversion is
     * @return what was committed
     * @throws UserException if the output is in the way or cannot be written; nothing was published
     * @throws IOException if the output's file system fails
     */
    public ConversionResult run(RunReport report, ProgressObserver observer) throws IOException {
        return new ConversionRun(spark, options, input, models, work, estimate().files()).run(report, observer);
    }

    /** Frees the rows that the session keeps. */
    @Override
    public void close() {
        cachedRows.unpersist();
    }
}
