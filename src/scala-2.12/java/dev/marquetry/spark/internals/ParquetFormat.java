package dev.marquetry.spark.internals;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.StructType;
import scala.Function1;
import scala.Option;
import scala.collection.Iterator;
import scala.collection.Seq;
import scala.collection.immutable.Map;

/**
 * Spark's Parquet, for formats that read in another way: the methods whose types differ between Scala 2.12 and 2.13
 * have others in their place.
 */
public abstract class ParquetFormat extends ParquetFileFormat {
    private static final long serialVersionUID = 1L;

    /** For formats. */
    protected ParquetFormat() {}

    /** Returns the columns of files, or nothing if they are those that Spark finds. */
    protected abstract Optional<StructType> columns(SparkSession session, List<FileStatus> files);

    /**
     * Returns what reads a file on an executor.
     *
     * @param columns of the files
     * @param partitions the columns that stand in the files' paths
     * @param required the columns to read
     * @param configuration of the read, into which Spark's reader puts what its parts need when it is made
     * @param spark makes Spark's reader of the columns that it is given in place of those to read
     */
    protected abstract Function1<PartitionedFile, Iterator<InternalRow>> reader(
            SparkSession session,
            StructType columns,
            StructType partitions,
            StructType required,
            Map<String, String> options,
            Configuration configuration,
            Function<StructType, Function1<PartitionedFile, Iterator<InternalRow>>> spark);

    @Override
    public final Option<StructType> inferSchema(
            SparkSession session, Map<String, String> options, Seq<FileStatus> files) {
        Optional<StructType> columns = columns(session, ScalaLists.toJava(files));
        return columns.isPresent() ? Option.apply(columns.get()) : super.inferSchema(session, options, files);
    }

    @Override
    public final Function1<PartitionedFile, Iterator<InternalRow>> buildReaderWithPartitionValues(
            SparkSession session,
            StructType columns,
            StructType partitions,
            StructType required,
            Seq<Filter> filters,
            Map<String, String> options,
            Configuration configuration) {
        return reader(
                session,
                columns,
                partitions,
                required,
                options,
                configuration,
                read -> super.buildReaderWithPartitionValues(
                        session, columns, partitions, read, filters, options, configuration));
    }
}
