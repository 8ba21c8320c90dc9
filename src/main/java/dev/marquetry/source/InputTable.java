package dev.marquetry.source;

import dev.marquetry.options.DerivedColumns;
import dev.marquetry.options.InputFormat;
import dev.marquetry.options.LabelNames;
import dev.marquetry.options.SourceOptions;
import dev.marquetry.options.UserException;
import dev.marquetry.spark.internals.SessionSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The images of a run: one row per image that the run accounts for.
 *
 * <p>The columns, by position: the path (may be null), the length in bytes and the time of the last modification where
 * they are known, and the columns that are carried through: those of the manifest, with its types, then those that are
 * made of the paths. The order of the rows is that of the manifest, or the order that was asked for.
 *
 * <p>Where the images are not in files, a last column has their bytes, which may be null.
 *
 * <p>A listed path is relative to the root; a manifest's stands as it was given, credentials masked. The root is the
 * listed folder, the last folder of a glob that has no wildcard, or what the relative paths of a manifest resolve
 * against.
 *
 * @param rows the rows
 * @param root the folder that joined with a relative path opens the file; empty where there is none
 * @param resolver opens the paths
 * @param holdsContent whether the last column has the images' bytes
 * @param passedOver gives what a listing has passed over, once all rows were computed
 */
public record InputTable(
        Dataset<Row> rows, String root, PathResolver resolver, boolean holdsContent, Supplier<PassedOver> passedOver) {
    /** The position of the path. */
    public static final int PATH_ORDINAL = 0;

    /** The position of the length. */
    public static final int LENGTH_ORDINAL = 1;

    /** The position of the time of the last modification. */
    public static final int MODIFIED_ORDINAL = 2;

    /** The position of the first column that is carried through. */
    public static final int CARRIED_ORDINAL = 3;

    /** What Hive and Spark name the folder of rows without a partition value. */
    public static final String NO_PARTITION_VALUE = "__HIVE_DEFAULT_PARTITION__";

    /** Stands for the position of the images' bytes where they are in files. */
    public static final int NO_CONTENT = -1;

    static final String PATH = "path";
    static final String LENGTH = "length";
    static final String MODIFIED = "modified";
    static final String CONTENT = "content";
    static final StructType LISTING_SCHEMA = new StructType()
            .add(PATH, DataTypes.StringType)
            .add(LENGTH, DataTypes.LongType)
            .add(MODIFIED, DataTypes.TimestampType);

    /**
     * Opens the input, without reading any image, and without the numbers of labels: see {@link #withLabelIndex}.
     *
     * @param spark the session
     * @param options where the images are
     * @param sortBy carried columns that the rows are sorted by, may be empty
     * @throws UserException if the input is not there or is not what the options say, or has a column of the name of
     *     one that is made of the paths
     */
    public static InputTable open(SparkSession spark, SourceOptions options, List<String> sortBy) {
        if (options.format() == InputFormat.IMAGES) {
            return new ImageListing(spark).list(options.path(), options.base()).listed(options.derived(), sortBy);
        }
        Manifest manifest = new Manifest(spark, options);
        boolean holdsContent = options.contentColumn().isPresent();
        String base = holdsContent ? null : manifest.base();
        Dataset<Row> rows;
        try {
            rows = manifest.read(sortBy);
        } catch (Exception failure) {
            Optional<UserException> fault = ManifestFaults.in(options, failure);
            if (fault.isPresent()) {
                throw fault.get();
            }
            throw failure;
        }
        return new InputTable(
                rows,
                base == null ? "" : base,
                new PathResolver(base).allowing(options.schemes()),
                holdsContent,
                () -> PassedOver.NONE);
    }

    /** Returns listed files with columns that are made of their paths, in an order by some of them. */
    private InputTable listed(DerivedColumns derived, List<String> sortBy) {
        Dataset<Row> listed = PathColumns.add(rows, RootedPath.below(root, column(PATH)), derived);
        List<Column> order = new ArrayList<>();
        for (String name : sortBy) {
            if (Arrays.asList(listed.columns()).contains(name)) {
                order.add(partitionValue(listed.schema(), name));
            }
        }
        if (!order.isEmpty()) {
            order.add(column(PATH));
            listed = listed.sort(order.toArray(Column[]::new));
        }
        return new InputTable(listed, root, resolver, holdsContent, passedOver);
    }

    /** Returns the columns that listed files carry, those of their paths, without listing any. */
    public static StructType listedColumns(SourceOptions options) {
        StructType columns = new StructType();
        for (String name : options.derived().names()) {
            columns = columns.add(name, DataTypes.StringType);
        }
        return columns;
    }

    /**
     * Returns this table with the numbers of its labels as the last of the columns that are carried through.
     *
     * @param all the rows of this table, which are read at once
     * @param standing the names that have numbers already, which they keep
     * @throws UserException if there are too many labels
     */
    public InputTable withLabelIndex(Dataset<Row> all, LabelNames standing) {
        int label = CARRIED_ORDINAL + carriedSchema().fieldIndex(DerivedColumns.LABEL);
        int place = CARRIED_ORDINAL + carriedSchema().length();
        return new InputTable(LabelIndex.add(all, label, place, standing), root, resolver, holdsContent, passedOver);
    }

    /**
     * Looks whether the folder of images, or anything that a glob names, is there; nothing is listed.
     *
     * @throws UserException if it is not
     */
    public static void requireThere(SparkSession spark, SourceOptions options) {
        try {
            InputPaths.existing(options.path(), SessionSettings.hadoop(spark));
        } catch (IOException failure) {
            throw InputPaths.unreadable(options.path(), failure);
        }
    }

    /**
     * Returns a top-level column, whatever characters its name has.
     *
     * @param name the column's name
     */
    public static Column column(String name) {
        return ColumnName.quoted(name);
    }

    /**
     * Returns a column's value as the files are partitioned by it: text that is null or empty has no folder of its own.
     *
     * @param schema the schema that has the column
     * @param name the column's name
     */
    public static Column partitionValue(StructType schema, String name) {
        Column column = column(name);
        return schema.apply(name).dataType().equals(DataTypes.StringType) ? partitionText(column) : column;
    }

    /** Returns text as files are partitioned by it. */
    static Column partitionText(Column column) {
        return functions
                .when(column.isNull().or(column.equalTo("")), functions.lit(NO_PARTITION_VALUE))
                .otherwise(column);
    }

    /** Returns the position of the images' bytes, below 0 where they are in files. */
    public int contentOrdinal() {
        return holdsContent ? rows.schema().length() - 1 : NO_CONTENT;
    }

    /** Returns the columns that are carried through. */
    public StructType carriedSchema() {
        StructType schema = rows.schema();
        StructType carried = new StructType();
        for (int index = CARRIED_ORDINAL; index < schema.length() - (holdsContent ? 1 : 0); index++) {
            carried = carried.add(schema.apply(index));
        }
        return carried;
    }
}
