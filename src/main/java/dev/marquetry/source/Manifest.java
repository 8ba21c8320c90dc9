package dev.marquetry.source;

import dev.marquetry.options.InputFormat;
import dev.marquetry.options.PathCredentials;
import dev.marquetry.options.SourceOptions;
import dev.marquetry.options.UserException;
import dev.marquetry.spark.internals.SessionSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private static final Map<String, String> SEPARATORS = Map.of(";", "semicolons", "\t", "tabs", "|", "bars");

    private static final UserDefinedFunction MASK =
            functions.udf((UDF1<String, String>) PathCredentials::masked, DataTypes.StringType);

    private final SparkSession spark;
    private final SourceOptions options;
    private final ManifestLoader loader;

    Manifest(SparkSession spark, SourceOptions options) {
        this.spark = spark;
        this.options = options;
        this.loader = new ManifestLoader(spark, options);
    }

    /** Returns the paths, lengths and times where they are known, the columns to carry through, and any content. */
    Dataset<Row> read(List<String> sortBy) {
        Dataset<Row> manifest = loader.load();
        StructType schema = manifest.schema();
        Optional<ColumnName> content =
                options.contentColumn().map(name -> required(schema, name, "input.content-column"));
        content.ifPresent(Manifest::requireBytes);
        Column path = path(schema);
        Map<String, Column> made =
                options.derived().names().isEmpty() ? Map.of() : PathColumns.of(options.derived(), rooted(path));
        sortBy.stream()
                .filter(name -> !made.containsKey(name))
                .forEach(name -> requireColumn(schema, name, "output.partition-by"));
        List<Column> columns = new ArrayList<>();
        columns.add(path.as(InputTable.PATH));
        columns.add(content.map(ColumnName::column)
                .map(functions::length)
                .map(length -> length.cast(DataTypes.LongType))
                .orElseGet(() -> knownLength(schema, path))
                .as(InputTable.LENGTH));
        columns.add(modified(schema).as(InputTable.MODIFIED));
        List<String> carried = carried(schema, content.map(ColumnName::top));
        PathColumns.refuseClashes(options.derived(), carried);
        for (String name : carried) {
            StructField field = schema.apply(name);
            columns.add(
                    field.dataType().equals(DataTypes.StringType)
                            ? masked(InputTable.column(name)).as(name, field.metadata())
                            : InputTable.column(name));
        }
        made.forEach((name, column) -> columns.add(column.as(name)));
        content.ifPresent(bytes -> columns.add(bytes.column().as(InputTable.CONTENT)));
        Dataset<Row> sorted = sortBy.isEmpty()
                ? manifest
                : manifest.sort(sortBy.stream()
                        .map(name -> made.containsKey(name)
                                ? InputTable.partitionText(made.get(name))
                                : InputTable.partitionValue(schema, name))
                        .toArray(Column[]::new));
        return sorted.select(columns.toArray(Column[]::new));
    }

    /** Images whose bytes are there need no path; where nobody named a column of paths, there may be none. */
    private Column path(StructType schema) {
        boolean mayBeMissing = options.contentColumn().isPresent()
                && options.pathColumn().equals(SourceOptions.DEFAULT_PATH_COLUMN)
                && ColumnName.in(schema, options.pathColumn()).isEmpty();
        if (mayBeMissing) {
            return functions.lit(null).cast(DataTypes.StringType);
        }
        ColumnName path = required(schema, options.pathColumn(), "input.path-column");
        DataType type = path.field().dataType();
        if (!type.equals(DataTypes.StringType)) {
            throw new UserException(
                    UserException.Kind.USAGE,
                    "input.path-column is not text: " + options.pathColumn(),
                    "the column has the type " + type.simpleString()
                            + (type.equals(DataTypes.BinaryType) ? ", which may be the images themselves" : ""),
                    type.equals(DataTypes.BinaryType)
                            ? "name it in input.content-column if it holds the images, and the column of paths here"
                            : "name the column that holds the images' paths");
        }
        return masked(path.column());
    }

    private static void requireBytes(ColumnName content) {
        DataType type = content.field().dataType();
        if (!type.equals(DataTypes.BinaryType)) {
            throw new UserException(
                    UserException.Kind.USAGE,
                    "input.content-column is not of bytes: " + content.field().name(),
                    "the column has the type " + type.simpleString(),
                    type.equals(DataTypes.StringType)
                            ? "name it in input.path-column if it holds paths; make bytes of text in base64 by unbase64"
                                    + " in a view"
                            : "name the column that holds the bytes of the images' files, as the format binaryFile"
                                    + " gives them");
        }
    }

    /** Where the images' bytes are there, paths are names only and have no root. */
    private RootedPath rooted(Column path) {
        String base = options.contentColumn().isPresent() ? null : base();
        return base == null
                ? RootedPath.whole(path)
                : RootedPath.given(base, RootSpellings.of(base, SessionSettings.hadoop(spark)), path);
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

    /**
     * Where nothing else is said, all but the path, the time of modification and what has the images' bytes. An etag or
     * version is carried in any case: the next update compares it.
     */
    private List<String> carried(StructType schema, Optional<String> content) {
        Optional<String> time = options.modifiedColumn().filter(name -> isTime(schema, name));
        List<String> names = new ArrayList<>(options.columns()
                .orElseGet(() -> Arrays.stream(schema.fieldNames())
                        .filter(name -> !name.equals(options.pathColumn()))
                        .filter(name -> !content.equals(Optional.of(name)) && !time.equals(Optional.of(name)))
                        .toList()));
        names.forEach(name -> requireColumn(schema, name, "input.columns"));
        options.modifiedColumn()
                .filter(name -> !isTime(schema, name) && !names.contains(name))
                .ifPresent(names::add);
        return names;
    }

    private Column modified(StructType schema) {
        options.modifiedColumn().ifPresent(name -> requireColumn(schema, name, "input.modified-column"));
        return options.modifiedColumn()
                .filter(name -> isTime(schema, name))
                .map(InputTable::column)
                .orElse(functions.lit(null).cast(DataTypes.TimestampType));
    }

    private static boolean isTime(StructType schema, String name) {
        return schema.getFieldIndex(name).isDefined()
                && schema.apply(name).dataType().equals(DataTypes.TimestampType);
    }

    private Column knownLength(StructType schema, Column path) {
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
        Column column = InputTable.column(name);
        return type.equals(DataTypes.StringType) ? NotedLengths.ofText(column, path) : NotedLengths.ofNumbers(column);
    }

    /** Most values have no at sign, and are taken as they are. */
    private static Column masked(Column column) {
        return functions
                .when(column.contains("@").or(column.contains("%40")), MASK.apply(column))
                .otherwise(column);
    }

    private ColumnName required(StructType schema, String name, String option) {
        return ColumnName.in(schema, name).orElseThrow(() -> missing(schema, name, option));
    }

    private void requireColumn(StructType schema, String name, String option) {
        if (!Arrays.asList(schema.fieldNames()).contains(name)) {
            throw missing(schema, name, option);
        }
    }

    private UserException missing(StructType schema, String name, String option) {
        String[] names = schema.fieldNames();
        boolean oneColumn = options.format() == InputFormat.CSV && names.length == 1;
        Optional<String> separator = SEPARATORS.keySet().stream()
                .filter(other -> oneColumn && names[0].contains(other))
                .findFirst();
        return new UserException(
                UserException.Kind.USAGE,
                option + " names a column that the manifest does not have: " + name,
                names.length == 0
                        ? options.path() + " has no columns, as it is empty"
                        : options.path() + " has the columns " + String.join(", ", names),
                separator.isPresent()
                        ? "write it with commas between the fields, which seem to have "
                                + SEPARATORS.get(separator.get())
                        : "name one of them in " + option + "; upper and lower case count");
    }
}
