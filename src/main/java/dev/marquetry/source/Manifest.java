package dev.marquetry.source;

import dev.marquetry.options.InputFormat;
import dev.marquetry.options.PathCredentials;
import dev.marquetry.options.SourceOptions;
import dev.marquetry.options.UserException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A table of image paths, as the rows of an {@link InputTable}.
 *
 * <p>CSV columns stay text: a type that was guessed would turn a label {@code 007} into 7. Credentials within paths
 * are masked here, in the column of paths and in every other column of text, before anything is logged or written.
 */
final class Manifest {
    private static final UserDefinedFunction MASK =
            functions.udf((UDF1<String, String>) PathCredentials::masked, DataTypes.StringType);

    private final SourceOptions options;
    private final ManifestLoader loader;

    Manifest(SparkSession spark, SourceOptions options) {
        this.options = options;
        this.loader = new ManifestLoader(spark, options);
    }

    /** Returns the paths, the lengths where they are known, no times, and the columns to carry through. */
    Dataset<Row> read(List<String> sortBy) {
        Dataset<Row> manifest = loader.load();
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
        columns.add(masked(options.pathColumn()).as(InputTable.PATH));
        columns.add(knownLength(schema).as(InputTable.LENGTH));
        columns.add(functions.lit(null).cast(DataTypes.TimestampType).as(InputTable.MODIFIED));
        for (String name : carried(schema)) {
            StructField field = schema.apply(name);
            columns.add(
                    field.dataType().equals(DataTypes.StringType)
                            ? masked(name).as(name, field.metadata())
                            : InputTable.column(name));
        }
        Dataset<Row> sorted = sortBy.isEmpty()
                ? manifest
                : manifest.sort(sortBy.stream()
                        .map(name -> InputTable.partitionValue(schema, name))
                        .toArray(Column[]::new));
        return sorted.select(columns.toArray(Column[]::new));
    }

    /** Returns what relative paths resolve against, or null for a table without {@code input.base}. */
    String base() {
        if (options.base().isPresent()) {
            InputPaths.refuseFolded("input.base", options.base().get());
            return options.base().get();
        }
        if (options.format() == InputFormat.TABLE) {
            return null;
        }
        FileStatus first = loader.existing()[0];
        Path folder = first.isDirectory() ? first.getPath() : first.getPath().getParent();
        return folder.toString();
    }

    private List<String> carried(StructType schema) {
        List<String> names = options.columns()
                .orElseGet(() -> Arrays.stream(schema.fieldNames())
                        .filter(name -> !name.equals(options.pathColumn()))
                        .toList());
        names.forEach(name -> requireColumn(schema, name, "input.columns"));
        return names;
    }

    /** A length that no file of an image has is none; where it is wrong the reader notices. */
    private Column knownLength(StructType schema) {
        if (options.lengthColumn().isEmpty()) {
            return functions.lit(null).cast(DataTypes.LongType);
        }
        String name = options.lengthColumn().get();
        requireColumn(schema, name, "input.length-column");
        DataType type = schema.apply(name).dataType();
        if (!(type instanceof IntegralType) && !type.equals(DataTypes.StringType)) {
            throw new UserException(
                    UserException.Kind.USAGE,
                    "input.length-column holds no whole numbers: " + name,
                    "the column has the type " + type.simpleString(),
                    "name the column that holds the lengths of the images' files in bytes, or leave the option out");
        }
        Column length = InputTable.column(name).cast(DataTypes.LongType);
        return functions.when(length.between(1, Integer.MAX_VALUE), length);
    }

    /** Most values have no at sign, and are taken as they are. */
    private static Column masked(String name) {
        Column column = InputTable.column(name);
        return functions
                .when(column.contains("@").or(column.contains("%40")), MASK.apply(column))
                .otherwise(column);
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
