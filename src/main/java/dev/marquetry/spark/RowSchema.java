package dev.marquetry.spark;

import dev.marquetry.UserException;
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
 * <p>Both begin with the path as given and the columns carried through.
 *
 * @param data path, carried columns, tensors (the image, unless it is left out, and what models make of it), height,
 *     width, channels, source_height, source_width
 * @param rejects path, carried columns, stage, error, message, source_length
 * @param carried how many columns are carried through
 */
record RowSchema(StructType data, StructType rejects, int carried) implements Serializable {
    static final String PATH = "path";
    static final String IMAGE = "image";
    static final String ERROR = "error";
    private static final List<String> SIZES = List.of("height", "width", "channels", "source_height", "source_width");

    /**
     * Makes the schemas.
     *
     * @param carried the columns carried through
     * @param tensors the tensor columns
     * @param partitionBy the carried columns that the files are partitioned by
     * @throws UserException if a carried column has the name of another, or a partition column is not carried
     */
    static RowSchema of(StructType carried, List<StructField> tensors, List<String> partitionBy) {
        check(carried, tensors.stream().map(StructField::name).toList(), partitionBy);
        StructType data = new StructType().add(PATH, DataTypes.StringType, false);
        StructType rejects = new StructType().add(PATH, DataTypes.StringType, true);
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
        rejects = rejects.add("stage", DataTypes.StringType, false)
                .add("error", DataTypes.StringType, false)
                .add("message", DataTypes.StringType, false)
                .add("source_length", DataTypes.LongType, true);
        return new RowSchema(data, rejects, carried.length());
    }

    /**
     * Makes the schema of rows that tell their errors themselves, in a last column.
     *
     * @param path the name of the column of paths
     * @param carried the other columns of the input
     * @param tensors the tensor columns
     */
    static RowSchema inline(String path, StructType carried, List<StructField> tensors) {
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
        StructType error = new StructType()
                .add("stage", DataTypes.StringType, false)
                .add("error", DataTypes.StringType, false)
                .add("message", DataTypes.StringType, false);
        return new RowSchema(data.add(ERROR, error), new StructType(), carried.length());
    }

    /** Returns where the tensor columns and what follows them begin. */
    int tensorsOrdinal() {
        return carried + 1;
    }

    /**
     * Checks the names of columns.
     *
     * @param carried the columns carried through
     * @param tensors the names of the tensor columns
     * @param partitionBy the carried columns that the files are partitioned by
     * @throws UserException if a carried column has the name of another, or a partition column is not carried
     */
    static void check(StructType carried, List<String> tensors, List<String> partitionBy) {
        refuseClashes(carried, tensors);
        refuseUnknownPartitions(carried, partitionBy);
    }

    /** Refuses carried columns with the names of others; upper and lower case are one to Spark. */
    static void refuseClashes(StructType carried, List<String> tensors) {
        Set<String> taken = new HashSet<>(DatasetConversion.OWN_COLUMNS);
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
