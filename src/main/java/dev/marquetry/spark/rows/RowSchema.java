package dev.marquetry.spark.rows;

import dev.marquetry.options.OutputOptions;
import dev.marquetry.options.UserException;
import dev.marquetry.source.InputTable;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of {@code data/} and of {@code rejects/}.
 *
 * <p>Both begin with the path and the columns carried through.
 *
 * @param data path, carried columns, tensors (the image, unless it is left out, and what models make of it), height,
 *     width, channels, source_height, source_width, source_length, source_modified, source_hash
 * @param rejects path, carried columns, source_length, source_modified, source_hash, stage, error, message
 * @param carried how many columns are carried through
 */
public record RowSchema(StructType data, StructType rejects, int carried) implements Serializable {
    public static final String IMAGE = "image";
    public static final String ERROR = "error";

    /** What rows that tell their errors themselves tell of them. */
    public static final StructType ERROR_TYPE = new StructType()
            .add("stage", DataTypes.StringType, false)
            .add(ERROR, DataTypes.StringType, false)
            .add("message", DataTypes.StringType, false);

    /** How many columns of rejects follow those that are carried through. */
    public static final int OWN_REJECT_COLUMNS = 6;

    /** The columns of sizes: those of the array, then those of the image in its file. */
    public static final List<String> SIZES = List.of("height", "width", "channels", "source_height", "source_width");

    /**
     * Makes the schemas.
     *
     * @param path the name of the column of paths
     * @param carried the columns carried through
     * @param tensors the tensor columns
     * @param partitionBy the carried columns that the files are partitioned by
     * @throws UserException if a carried column has the name of another, or a partition column is not carried
     */
    public static RowSchema of(String path, StructType carried, List<StructField> tensors, List<String> partitionBy) {
        check(path, carried, tensors.stream().map(StructField::name).toList(), partitionBy);
        StructType data = new StructType().add(path, DataTypes.StringType, false);
        StructType rejects = new StructType().add(path, DataTypes.StringType, true);
        for (StructField field : carried.fields()) {
            // Rows without a value get Hive's stand-in, so a partition column of text is never null.
            boolean nullable =
                    !(partitionBy.contains(field.name()) && field.dataType().equals(DataTypes.StringType));
            data = data.add(field.name(), field.dataType(), nullable, field.metadata());
            rejects = rejects.add(field.name(), field.dataType(), true, field.metadata());
        }
        for (StructField tensor : tensors) {
            data = data.add(tensor);
        }
        for (String name : SIZES) {
            data = data.add(name, DataTypes.IntegerType, false);
        }
        rejects = withSource(rejects)
                .add("stage", DataTypes.StringType, false)
                .add(ERROR, DataTypes.StringType, false)
                .add("message", DataTypes.StringType, false);
        return new RowSchema(withSource(data), rejects, carried.length());
    }

    /** Returns the schema with paths that may be null, where the images' bytes are in the input. */
    public RowSchema withPathOf(InputTable input) {
        if (!input.holdsContent()) {
            return this;
        }
        StructField[] fields = data.fields();
        fields = Arrays.copyOf(fields, fields.length);
        fields[0] = new StructField(fields[0].name(), DataTypes.StringType, true, fields[0].metadata());
        return new RowSchema(new StructType(fields), rejects, carried);
    }

    /**
     * Makes the schema of rows that tell their errors themselves, in a last column.
     *
     * @param path the name of the column of paths
     * @param carried the other columns of the input
     * @param tensors the tensor columns
     */
    public static RowSchema inline(String path, StructType carried, List<StructField> tensors) {
        StructType data = new StructType().add(path, DataTypes.StringType);
        for (StructField field : carried.fields()) {
            data = data.add(field);
        }
        for (StructField tensor : tensors) {
            data = data.add(tensor);
        }
        for (String name : SIZES) {
            data = data.add(name, DataTypes.IntegerType);
        }
        return new RowSchema(withSource(data).add(ERROR, ERROR_TYPE), new StructType(), carried.length());
    }

    /** What the file was that was read: its bytes, when it was modified, and Spark's xxhash64 of its bytes. */
    private static StructType withSource(StructType columns) {
        return columns.add("source_length", DataTypes.LongType)
                .add("source_modified", DataTypes.TimestampType)
                .add("source_hash", DataTypes.LongType);
    }

    /** Returns where the tensor columns and what follows them begin. */
    public int tensorsOrdinal() {
        return carried + 1;
    }

    /**
     * Checks the names of columns.
     *
     * @param path the name of the column of paths
     * @param carried the columns carried through
     * @param tensors the names of the tensor columns
     * @param partitionBy the carried columns that the files are partitioned by
     * @throws UserException if a carried column has the name of another, or a partition column is not carried
     */
    public static void check(String path, StructType carried, List<String> tensors, List<String> partitionBy) {
        refuseClashes(path, carried, tensors);
        refuseUnknownPartitions(carried, partitionBy);
    }

    /** Refuses carried columns with the names of others; upper and lower case are one to Spark. */
    public static void refuseClashes(String path, StructType carried, List<String> tensors) {
        Set<String> taken = new HashSet<>(OutputOptions.OWN_COLUMNS);
        taken.add(path.toLowerCase(Locale.ROOT));
        tensors.forEach(name -> taken.add(name.toLowerCase(Locale.ROOT)));
        for (String name : carried.fieldNames()) {
            if (!taken.add(name.toLowerCase(Locale.ROOT))) {
                throw new UserException(
                        UserException.Kind.USAGE,
                        "input.columns: the column " + name + " cannot be carried through",
                        "the output has a column of that name (upper and lower case are one to Spark)",
                        "list the columns to carry in input.columns without it, or rename it in the manifest");
            }
        }
    }

    private static void refuseUnknownPartitions(StructType carried, List<String> partitionBy) {
        for (String name : partitionBy) {
            if (!Arrays.asList(carried.fieldNames()).contains(name)) {
                throw new UserException(
                        UserException.Kind.USAGE,
                        "output.partition-by names a column that is not carried through: " + name,
                        "the carried columns are "
                                + (carried.isEmpty() ? "none" : String.join(", ", carried.fieldNames())),
                        "name one of them, or add it to input.columns");
            }
        }
    }
}
