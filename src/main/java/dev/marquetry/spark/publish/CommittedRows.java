package dev.marquetry.spark.publish;

import dev.marquetry.dataset.CommitRecord;
import dev.marquetry.dataset.DataFile;
import dev.marquetry.parquet.MarquetryFileFormat;
import dev.marquetry.source.InputTable;
import dev.marquetry.spark.internals.KnownFiles;
import dev.marquetry.spark.rows.RowSchema;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The rows that a commit lists, as Spark reads them: the files, their sizes and their columns are the record's. One
 * footer is looked at, as Spark needs to be told of half floats.
 */
public final class CommittedRows {
    /** The column of {@link #located} with the address of a row's file, escaped. */
    static final String FILE = "marquetry_file";

    /** The column of {@link #located} with a row's number in its file, from 0. */
    static final String ROW = "marquetry_row";

    private CommittedRows() {}

    /**
     * Returns columns of the rows of files.
     *
     * @param folder {@code data/} or {@code rejects/}
     * @param files what a commit lists there, with a row at least
     * @param columns the columns to return, as they are in the files
     * @param partitionBy the columns whose values stand in the files' paths
     */
    public static Dataset<Row> read(
            SparkSession spark,
            Path folder,
            Collection<DataFile> files,
            StructType columns,
            Collection<String> partitionBy) {
        return read(spark, folder, files, columns, partitionBy, List.of());
    }

    /** Returns the same, and behind them {@link #FILE} and {@link #ROW}, which say where a row is. */
    static Dataset<Row> located(
            SparkSession spark,
            Path folder,
            Collection<DataFile> files,
            StructType columns,
            Collection<String> partitionBy) {
        List<Column> place = List.of(
                functions.col("_metadata.file_path").as(FILE),
                functions.col("_metadata.row_index").as(ROW));
        return read(spark, folder, files, columns, partitionBy, place);
    }

    private static Dataset<Row> read(
            SparkSession spark,
            Path folder,
            Collection<DataFile> files,
            StructType columns,
            Collection<String> partitionBy,
            List<Column> more) {
        Map<String, Long> sizes = files.stream()
                .filter(file -> file.rows() > 0)
                .collect(Collectors.toMap(DataFile::name, DataFile::bytes));
        StructType inFiles = new StructType();
        StructType inPaths = new StructType();
        for (String name : partitionBy) {
            // A partition's value is read as text, and made what it was as Spark makes it.
            inPaths = inPaths.add(name, DataTypes.StringType);
        }
        for (StructField field : columns.fields()) {
            inFiles = partitionBy.contains(field.name()) ? inFiles : inFiles.add(field);
        }
        Stream<Column> asTheyAre = Arrays.stream(columns.fields())
                .map(field ->
                        InputTable.column(field.name()).cast(field.dataType()).as(field.name()));
        Column[] selected = Stream.concat(asTheyAre, more.stream()).toArray(Column[]::new);
        String first = sizes.keySet().iterator().next();
        FileStatus status = new FileStatus(sizes.get(first), false, 0, 0, 0, new Path(folder + "/" + first));
        return KnownFiles.read(spark, MarquetryFileFormat.like(spark, status), folder, sizes, inFiles, inPaths)
                .select(selected);
    }

    /** Returns the column of paths and the columns carried through, which {@code data/} and {@code rejects/} share. */
    public static StructType sharedColumns(CommitRecord.Description description) {
        StructType rejects =
                (StructType) DataType.fromJson(description.rejectsSchema().toString());
        return new StructType(Arrays.copyOf(rejects.fields(), rejects.length() - RowSchema.OWN_REJECT_COLUMNS));
    }
}
