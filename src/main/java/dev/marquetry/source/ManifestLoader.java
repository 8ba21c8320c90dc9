package dev.marquetry.source;

import dev.marquetry.options.InputFormat;
import dev.marquetry.options.SourceOptions;
import dev.marquetry.options.UserException;
import dev.marquetry.spark.internals.SessionSettings;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Reads a manifest with Spark's readers, once what they would pass over in silence was looked for.
 *
 * <p>Times in Parquet are taken as they stand there: nobody knows the calendar of the program that wrote a time before
 * 1900, unless that was Spark, which says so in the file.
 */
final class ManifestLoader {
    private static final long ROWS_OF_CONTENT = 32;

    /** Spark would take a column of the usual name for one of its own. */
    private static final String NO_COLUMN = "_no_column_of_a_manifest";

    /** A name that stands in a CSV file as it is. */
    private static final Pattern PLAIN_NAME = Pattern.compile("[\\p{L}\\p{N}_]+([ .:/-]+[\\p{L}\\p{N}_]+)*");

    private final SparkSession spark;
    private final SourceOptions options;

    ManifestLoader(SparkSession spark, SourceOptions options) {
        SparkSession own = options.contentColumn().isPresent() ? withFewRowsAtOnce(spark) : spark;
        this.spark = options.encoding().equals(SourceOptions.DEFAULT_ENCODING) ? own : withAllEncodings(own);
        this.options = options;
    }

    /** Spark's readers fill 4,096 rows before they give the first, which images' bytes would make gigabytes. */
    private static SparkSession withFewRowsAtOnce(SparkSession spark) {
        SparkSession own = SessionSettings.copy(spark);
        own.conf().set("spark.sql.parquet.columnarReaderBatchSize", ROWS_OF_CONTENT);
        own.conf().set("spark.sql.orc.columnarReaderBatchSize", ROWS_OF_CONTENT);
        return own;
    }

    /** Spark 4 takes seven encodings unless told otherwise; Spark 3.5, which knows neither key, takes all of Java's. */
    private static SparkSession withAllEncodings(SparkSession spark) {
        SparkSession own = SessionSettings.copy(spark);
        own.conf().set("spark.sql.legacy.javaCharsets", true);
        own.conf().set("spark.sql.legacy.codingErrorAction", true);
        return own;
    }

    /**
     * Returns the rows, with the columns of the manifest.
     *
     * @throws UserException if there is no manifest, or it is not sound
     */
    Dataset<Row> load() {
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
        DataFrameReader reader = spark.read().option("mode", "FAILFAST").option("columnNameOfCorruptRecord", NO_COLUMN);
        return switch (options.format()) {
            case PARQUET -> parquet(reader);
            case CSV -> csv(reader);
            case JSON -> json(reader);
            case ORC -> reader.orc(options.path());
            case TEXT -> text(reader);
            case TABLE, IMAGES -> throw new IllegalStateException("no manifest file: " + options.format());
        };
    }

    /** Returns the files and folders that the manifest is in. */
    FileStatus[] existing() {
        Configuration configuration = SessionSettings.hadoop(spark);
        try {
            return InputPaths.existing(options.path(), configuration);
        } catch (IOException failure) {
            throw InputPaths.unreadable(options.path(), failure);
        }
    }

    private Dataset<Row> csv(DataFrameReader reader) {
        ManifestText text = new ManifestText(spark, options);
        ManifestText.Shape shape = text.check();
        Map<String, String> twins = twins(text.header());
        refuse(twins);
        if (shape == ManifestText.Shape.LINES && twins.isEmpty()) {
            columns(text.header()).ifPresent(reader::schema);
        }
        return reader.option("header", "true")
                .option("escape", "\"")
                .option("encoding", options.encoding())
                .option("multiLine", shape == ManifestText.Shape.SPANNING_LINES)
                // Of fields that it need not read, Spark does not see whether they are there.
                .option("columnPruning", "false")
                .csv(options.path());
    }

    /** Returns the columns of a header for which Spark, which starts a job to read it again, has no other names. */
    private static Optional<StructType> columns(List<String> header) {
        StructType columns = new StructType();
        for (String name : header) {
            if (!PLAIN_NAME.matcher(name).matches()) {
                return Optional.empty();
            }
            columns = columns.add(name, DataTypes.StringType);
        }
        return Optional.of(columns).filter(found -> !found.isEmpty());
    }

    private Dataset<Row> json(DataFrameReader reader) {
        new ManifestText(spark, options).check();
        if (!options.encoding().equals(SourceOptions.DEFAULT_ENCODING)) {
            // Without the end of a line, Spark takes few encodings.
            reader.option("encoding", options.encoding()).option("lineSep", "\n");
        }
        return reader.json(options.path());
    }

    private Dataset<Row> text(DataFrameReader reader) {
        if (!ManifestText.hasLines(options.encoding())) {
            throw new UserException(
                    UserException.Kind.USAGE,
                    "input.encoding is not one of a text manifest: " + options.encoding(),
                    "Spark finds lines by bytes, which stand for other characters in this encoding",
                    "save the manifest in UTF-8");
        }
        new ManifestText(spark, options).check();
        return reader.text(options.path())
                .select(functions
                        .decode(functions.col("value").cast("binary"), options.encoding())
                        .as(options.pathColumn()));
    }

    private Dataset<Row> parquet(DataFrameReader reader) {
        reader.option("datetimeRebaseMode", "CORRECTED").option("int96RebaseMode", "CORRECTED");
        Path path = existing()[0].getPath();
        Map<String, String> unread = new TreeMap<>();
        try {
            unread.putAll(ParquetColumns.unread(path, spark));
            unread.putAll(twins(ParquetColumns.names(path, spark)));
        } catch (IOException notAFile) {
            // Spark says what it is.
            return reader.parquet(options.path());
        }
        refuse(unread);
        if (unread.isEmpty()) {
            return reader.parquet(options.path());
        }
        return reader.schema(ParquetColumns.readable(path, spark, unread.keySet()))
                .parquet(options.path());
    }

    /** Returns the names that another has too, in upper or lower case; Spark numbers the columns without a name. */
    private static Map<String, String> twins(List<String> names) {
        Map<String, String> first = new HashMap<>();
        Map<String, String> twins = new TreeMap<>();
        for (String name : names.stream().filter(name -> !name.isEmpty()).toList()) {
            String other = first.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
            if (other != null) {
                twins.put(name, other.equals(name) ? "there are two" : "another is " + other);
                twins.putIfAbsent(other, "another is " + name);
            }
        }
        return twins;
    }

    /** Refuses columns that are needed and cannot be read; others do no harm. */
    private void refuse(Map<String, String> unread) {
        Map<String, String> harmful = new TreeMap<>(unread);
        harmful.entrySet()
                .removeIf(column -> !isNeeded(column.getKey()) && !ParquetColumns.LATER.equals(column.getValue()));
        if (!harmful.isEmpty()) {
            throw new UserException(
                    UserException.Kind.USAGE,
                    "input.path has columns that Spark does not read: "
                            + harmful.entrySet().stream()
                                    .map(column -> column.getKey() + " (" + column.getValue() + ")")
                                    .collect(Collectors.joining(", ")),
                    harmful.containsValue(ParquetColumns.LATER)
                            ? "Spark's Parquet library does not open a file with a type that came after it"
                            : "Spark has no such type, or it takes two names for one that differ in case alone",
                    harmful.containsValue(ParquetColumns.LATER)
                            ? "write the manifest without them, or with another type, such as float32"
                            : "list the columns to carry in input.columns without them, or write them otherwise");
        }
    }

    private boolean isNeeded(String column) {
        return ColumnName.isWithin(options.pathColumn(), column)
                || options.contentColumn()
                        .filter(name -> ColumnName.isWithin(name, column))
                        .isPresent()
                || options.lengthColumn().filter(column::equals).isPresent()
                || options.modifiedColumn().filter(column::equals).isPresent()
                || options.columns().map(columns -> columns.contains(column)).orElse(true);
    }
}
