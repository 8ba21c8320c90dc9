package dev.marquetry.parquet;

import dev.marquetry.spark.internals.ParquetFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.mapreduce.Job;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Function1;
import scala.collection.Iterator;
import scala.collection.immutable.Map;

/**
 * Writes files whose rows are copied from files of the format {@code marquetry}, as they are: tensors pass compressed.
 * For {@code DataFrameWriter.format}, by the name of this class; nothing can be read with it.
 *
 * <p>A row of the write has the columns of {@link #rows} and is the content of one file: a task is given one row, or
 * the write the option {@code maxRecordsPerFile=1}. Partitioning, modes and commit protocols are Spark's own. The
 * sources of one file have equal columns; the file gets their metadata. The options {@code compression}, {@link
 * #ROW_GROUP_SIZE} and {@link #FILE_TAG} mean what they mean for {@link MarquetryFileFormat}, but tensors keep the
 * codec that they have.
 */
public final class CopiedFiles extends ParquetFormat {
    /** Option: the folder that the sources' names are below. */
    public static final String ROOT = "root";

    /** Option: the text column by whose values rows are dropped and modified; by default {@code path}. */
    public static final String PATH_COLUMN = "path-column";

    /** Option: as {@link MarquetryFileFormat#ROW_GROUP_SIZE}. */
    public static final String ROW_GROUP_SIZE = SinkOptions.ROW_GROUP_SIZE;

    /** Option: as {@link MarquetryFileFormat#FILE_TAG}. */
    public static final String FILE_TAG = SinkOptions.FILE_TAG;

    /** The column whose value {@link CopiedSource#modified} replaces. */
    public static final String MODIFIED_COLUMN = "source_modified";

    private static final String SOURCES = "sources";
    private static final long serialVersionUID = 1L;

    /**
     * Returns the schema of a write's rows.
     *
     * @param partitionBy the columns by which the write is partitioned
     */
    public static StructType rows(List<String> partitionBy) {
        StructType source = new StructType(new StructField[] {
            DataTypes.createStructField("name", DataTypes.StringType, false),
            DataTypes.createStructField("dropped", DataTypes.createArrayType(DataTypes.StringType, true), false),
            DataTypes.createStructField(
                    "modified", DataTypes.createMapType(DataTypes.StringType, DataTypes.TimestampType, true), false)
        });
        return new StructType(Stream.concat(
                        partitionBy.stream().map(name -> DataTypes.createStructField(name, DataTypes.StringType, true)),
                        Stream.of(
                                DataTypes.createStructField(SOURCES, DataTypes.createArrayType(source, false), false)))
                .toArray(StructField[]::new));
    }

    /**
     * Returns a row of a write in the form of Spark's Catalyst.
     *
     * @param partition the values of the partition columns, null where a row has none
     * @param sources whose rows the file gets, in this order; one at least
     */
    public static InternalRow row(List<String> partition, List<CopiedSource> sources) {
        Object[] structs = sources.stream().map(CopiedSource::toRow).toArray();
        return new GenericInternalRow(
                Stream.concat(partition.stream().map(UTF8String::fromString), Stream.of(new GenericArrayData(structs)))
                        .toArray());
    }

    @Override
    public String shortName() {
        return CopiedFiles.class.getName();
    }

    @Override
    public String toString() {
        return "Copied files";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CopiedFiles;
    }

    @Override
    public int hashCode() {
        return CopiedFiles.class.hashCode();
    }

    @Override
    public OutputWriterFactory prepareWrite(
            SparkSession session, Job job, Map<String, String> options, StructType rows) {
        // For what Spark and the other format put into the configuration, where the executors find it.
        new MarquetryFileFormat().prepareWrite(session, job, options, rows);
        return new CopyingOutputWriterFactory(CopyOptions.of(options));
    }

    @Override
    protected Optional<StructType> columns(SparkSession session, List<FileStatus> files) {
        throw new UnsupportedOperationException("copied files are read with format " + MarquetryFileFormat.NAME);
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
        throw new UnsupportedOperationException("copied files are read with format " + MarquetryFileFormat.NAME);
    }
}
