package dev.marquetry.parquet;

import dev.marquetry.options.OutputOptions;
import dev.marquetry.options.TensorColumn;
import dev.marquetry.options.UserException;
import dev.marquetry.spark.internals.ParquetFormat;
import dev.marquetry.spark.internals.RunningSpark;
import dev.marquetry.spark.internals.SessionSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.mapreduce.Job;
import org.apache.parquet.crypto.EncryptionPropertiesFactory;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import org.apache.spark.sql.execution.datasources.parquet.ParquetOptions;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import scala.Function1;
import scala.collection.Iterator;
import scala.collection.immutable.Map;

/**
 * Spark's Parquet, with tensor columns that are written a whole tensor at a time: the format {@code marquetry}.
 *
 * <pre>{@code
 * TensorColumn image = TensorColumn.ofShape(DType.FLOAT32, List.of("H", "W", "C"), List.of(224, 224, 3));
 * rows.withMetadata("image", image.toMetadata()).write().format("marquetry").option("compression", "zstd").save(path);
 * }</pre>
 *
 * <p>Binary columns whose metadata declares a {@link TensorColumn} become lists of numbers, one data page per row; all
 * others are written as {@code format("parquet")} writes them, and its options (compression, codec levels, page sizes)
 * mean the same. Dates and timestamps alone are written as they are, whatever Spark's settings say: timestamps as
 * TIMESTAMP(MICROS), never INT96, and old ones in the calendar that Spark has them in. Partitioning, append, overwrite
 * and commit protocols are Spark's own.
 *
 * <p>The files are ordinary Parquet. Lists of uint8 are read by Spark as {@code array<smallint>}. Half floats carry
 * Parquet's logical type FLOAT16, at which {@code format("parquet")} of Spark 3.5 and of Spark 4 fails with whatever
 * file; {@code format("marquetry")} reads them as {@code array<float>}, row by row and without pushed filters.
 */
public final class MarquetryFileFormat extends ParquetFormat {
    /** The name for {@code DataFrameWriter.format}. */
    public static final String NAME = "marquetry";

    /** Option: how a tensor stands in its column, {@code list} (default), {@code binary} or {@code npy}. */
    public static final String ENCODING = SinkOptions.ENCODING;

    /**
     * Option: {@code plain} (default), or {@code byte-stream-split} for float32 lists without lookup table. The latter
     * compresses better where values are continuous, but Spark 3.5 reads it only with
     * {@code spark.sql.parquet.enableVectorizedReader=false}.
     */
    public static final String FLOAT_ENCODING = SinkOptions.FLOAT_ENCODING;

    /**
     * Option: the bytes that a row group may have as read, four or eight for every value of a list, one row at least;
     * by default {@link #DEFAULT_ROW_GROUP_SIZE}, whatever {@code parquet.block.size} says. A row group with tensors
     * also has at most {@link #MOST_ROWS} rows.
     */
    public static final String ROW_GROUP_SIZE = SinkOptions.ROW_GROUP_SIZE;

    /** The default of {@link #ROW_GROUP_SIZE}: 32 MiB. */
    public static final long DEFAULT_ROW_GROUP_SIZE = OutputOptions.DEFAULT_ROW_GROUP_SIZE;

    /** The most rows of a row group with tensors: 256. Readers that shuffle by row groups then shuffle finely. */
    public static final int MOST_ROWS = SinkOptions.MOST_ROWS;

    /**
     * Option: letters, digits and hyphens that the files' names carry before their extension, as in
     * {@code part-00000-...-c000-TAG.zstd.parquet}, by which one write's files are told from another's; by default
     * nothing.
     */
    public static final String FILE_TAG = SinkOptions.FILE_TAG;

    /**
     * Option: a JSON object whose keys stand in the footer under {@code marquetry}, beside {@code version} and {@code
     * columns}, which describe the tensor columns.
     */
    public static final String METADATA = SinkOptions.METADATA;

    private static final String TIMESTAMP_TYPE = "TIMESTAMP_MICROS";
    private static final long serialVersionUID = 1L;

    /** Whether the files, whose schema was inferred, have half floats. */
    private boolean halfFloats;

    @Override
    public String shortName() {
        return NAME;
    }

    @Override
    public String toString() {
        return "Marquetry";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MarquetryFileFormat;
    }

    @Override
    public int hashCode() {
        return MarquetryFileFormat.class.hashCode();
    }

    @Override
    public OutputWriterFactory prepareWrite(
            SparkSession session, Job job, Map<String, String> options, StructType rows) {
        RunningSpark.require();
        // For what Spark puts into the configuration, where the executors find it.
        super.prepareWrite(session, job, options, rows);
        Configuration configuration = job.getConfiguration();
        refuseEncryption(configuration);
        // INT96 holds nanoseconds, of which pyarrow makes years after 2262 years long ago.
        configuration.set(SQLConf.PARQUET_OUTPUT_TIMESTAMP_TYPE().key(), TIMESTAMP_TYPE);
        SinkOptions sinkOptions = SinkOptions.of(options);
        return new MarquetryOutputWriterFactory(SinkSchema.of(rows, sinkOptions.encoding()), sinkOptions);
    }

    @Override
    protected Optional<StructType> columns(SparkSession session, List<FileStatus> files) {
        Optional<StructType> schema = files.isEmpty() ? Optional.empty() : halfFloatSchema(session, files.get(0));
        halfFloats = schema.isPresent();
        return schema;
    }

    private static Optional<StructType> halfFloatSchema(SparkSession session, FileStatus file) {
        try {
            FileSystem fileSystem = file.getPath().getFileSystem(SessionSettings.hadoop(session));
            return HalfFloatColumns.schemaOf(Footer.read(fileSystem, file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file.getPath(), e);
        }
    }

    /**
     * Returns the format for files whose columns are not inferred, when one of them is at hand.
     *
     * @param file one of them, whose footer is read
     */
    public static MarquetryFileFormat like(SparkSession session, FileStatus file) {
        MarquetryFileFormat format = new MarquetryFileFormat();
        format.halfFloats = halfFloatSchema(session, file).isPresent();
        return format;
    }

    @Override
    public boolean supportBatch(SparkSession session, StructType schema) {
        // Of the methods that a read calls, this one has the same form in every Spark.
        RunningSpark.require();
        return !halfFloats && !HalfFloatColumns.anyIn(schema) && super.supportBatch(session, schema);
    }

    @Override
    protected Function1<PartitionedFile, Iterator<InternalRow>> reader(
            SparkSession session,
            StructType columns,
            StructType partitions,
            StructType required,
            Map<String, String> options,
            Configuration configuration,
            Function<StructType, Function1<PartitionedFile, Iterator<InternalRow>>> spark) {
        Function1<PartitionedFile, Iterator<InternalRow>> reader = spark.apply(HalfFloatColumns.inFiles(required));
        if (!halfFloats && !HalfFloatColumns.anyIn(columns)) {
            return reader;
        }
        // Spark's reader is not used, but has put what its parts need into the configuration.
        ParquetOptions parquetOptions = new ParquetOptions(options, SessionSettings.sql(session));
        Broadcast<SerializableConfiguration> shared = JavaSparkContext.fromSparkContext(session.sparkContext())
                .broadcast(new SerializableConfiguration(configuration));
        return new HalfFloatReader(
                shared,
                required,
                partitions,
                parquetOptions.datetimeRebaseModeInRead(),
                parquetOptions.int96RebaseModeInRead());
    }

    private static void refuseEncryption(Configuration configuration) {
        String factory = configuration.get(EncryptionPropertiesFactory.CRYPTO_FACTORY_CLASS_PROPERTY_NAME);
        if (factory != null) {
            throw new UserException(
                    UserException.Kind.USAGE,
                    "Parquet encryption is configured: "
                            + EncryptionPropertiesFactory.CRYPTO_FACTORY_CLASS_PROPERTY_NAME + " is " + factory,
                    "the format marquetry writes files in the clear",
                    "unset the key for this write, or write with format parquet");
        }
    }
}
