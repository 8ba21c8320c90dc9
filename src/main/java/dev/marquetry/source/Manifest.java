package dev.marquetry.source;

import dev.marquetry.UserException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Reads a table of image paths with Spark's own readers.
 *
 * <p>CSV columns stay text: a type that was guessed would turn a label {@code 007} into 7. A column {@code length} of
 * an integral type, as Spark's {@code binaryFile} names it, is trusted as the files' lengths.
 */
final class Manifest {
    private final SparkSession spark;
    private final SourceOptions options;

    Manifest(SparkSession spark, SourceOptions options) {
        this.spark = spark;
        this.options = options;
    }

    /**
     * Returns the paths, the lengths where they are known, no times, and the columns to carry through, in this order.
     */
    Dataset<Row> read(List<String> sortBy) {
        Dataset<Row> manifest = load();
        StructType schema = manifest.schema();
        requireColumn(schema, options.pathColumn(), "input.path-column");
        sortBy.forEach(name -> requireColumn(schema, name, "output.partition-by"));
        DataType pathType = schema.apply(options.pathColumn()).dataType();
        if (!pathType.equals(DataTypes.StringType)) {
            throw new UserException(
                    UserException.Kind.USAGE,
                    "input.path-column is not text: " + options.pathColumn(),
                    "the column has the type " + pathType.simpleString(),
                    "name the column that holds the images' paths");
        }
        List<Column> columns = new ArrayList<>();
        columns.add(InputTable.column(options.pathColumn()).as(InputTable.PATH));
        columns.add(knownLength(schema).as(InputTable.LENGTH));
        columns.add(functions.lit(null).cast(DataTypes.TimestampType).as(InputTable.MODIFIED));
        carried(schema).forEach(name -> columns.add(InputTable.column(name)));
        Dataset<Row> sorted = sortBy.isEmpty()
                ? manifest
                : manifest.sort(sortBy.stream()
                        .map(name -> InputTable.partitionValue(schema, name))
                        .toArray(Column[]::new));
        return sorted.select(columns.toArray(Column[]::new));
    }

    /** Returns what relative paths resolve against, or null for a table without {@code input.base}. */
    String base() {
        if (options.givenBase().isPresent()) {
            return options.base();
        }
        if (options.format() == InputFormat.TABLE) {
            return null;
        }
        FileStatus first = existing()[0];
        Path folder = first.isDirectory() ? first.getPath() : first.getPath().getParent();
        return folder.toString();
    }

    private Dataset<Row> load() {
        DataFrameReader reader = spark.read().option("mode", "FAILFAST");
        if (options.format() == InputFormat.TABLE) {
            if (!spark.catalog().tableExists(options.path())) {
                throw new UserException(
                        UserException.Kind.USAGE,
                        "input.path names no table: " + options.path(),
                        "Spark's catalog does not know it",
                        "check the name, with its database, and the catalog's settings");
            }
            return spark.table(options.path());
        }
        existing();
        return switch (options.format()) {
            case PARQUET -> reader.parquet(options.path());
            case CSV -> reader.option("header", "true").option("escape", "\"").csv(options.path());
            case JSON -> reader.json(options.path());
            case ORC -> reader.orc(options.path());
            case TEXT -> reader.text(options.path()).toDF(options.pathColumn());
            case TABLE, IMAGES -> throw new IllegalStateException("no manifest file: " + options.format());
        };
    }

    private FileStatus[] existing() {
        Configuration configuration = spark.sessionState().newHadoopConf();
        try {
            return InputPaths.existing(options.path(), configuration);
        } catch (IOException failure) {
            throw InputPaths.unreadable(options.path(), failure);
        }
    }

    private List<String> carried(StructType schema) {
        List<String> names = options.givenColumns()
                .orElseGet(() -> Arrays.stream(schema.fieldNames())
                        .filter(name -> !name.equals(options.pathColumn()))
                        .toList());
        names.forEach(name -> requireColumn(schema, name, "input.columns"));
        return names;
    }

    private static Column knownLength(StructType schema) {
        boolean known = Arrays.asList(schema.fieldNames()).contains(InputTable.LENGTH)
                && (schema.apply(InputTable.LENGTH).dataType().equals(DataTypes.LongType)
                        || schema.apply(InputTable.LENGTH).dataType().equals(DataTypes.IntegerType));
        return (known ? InputTable.column(InputTable.LENGTH) : functions.lit(null)).cast(DataTypes.LongType);
    }

    private void requireColumn(StructType schema, String name, String option) {
        if (!Arrays.asList(schema.fieldNames()).contains(name)) {
            throw new UserException(
                    UserException.Kind.USAGE,
                    option + " names a column that the manifest does not have: " + name,
                    options.path() + " has the columns " + String.join(", ", schema.fieldNames()),
                    "name one of them; upper and lower case count");
        }
    }
}
