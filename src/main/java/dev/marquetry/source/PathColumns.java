package dev.marquetry.source;

import dev.marquetry.options.DerivedColumns;
import dev.marquetry.options.UserException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * The columns of labels and splits that are made of paths; {@link LabelIndex} numbers the labels.
 *
 * <p>A path that is null or blank gives null. So does one without the folder that is asked for: fastai gives an empty
 * text, which names no folder either.
 */
public final class PathColumns {
    private PathColumns() {}

    /**
     * Returns a DataFrame with the columns after its own.
     *
     * @param frame a DataFrame of whole paths
     * @param path the column that has them
     * @param derived which columns are made
     * @throws UserException if the DataFrame has a column of the name of one of them
     */
    public static Dataset<Row> add(Dataset<Row> frame, Column path, DerivedColumns derived) {
        refuseClashes(derived, List.of(frame.columns()));
        return add(frame, RootedPath.whole(path), derived);
    }

    /** Returns a DataFrame with the columns after its own, none of which has the name of one of them. */
    static Dataset<Row> add(Dataset<Row> frame, RootedPath path, DerivedColumns derived) {
        Dataset<Row> added = frame;
        for (Map.Entry<String, Column> column : of(derived, path).entrySet()) {
            added = added.withColumn(column.getKey(), column.getValue());
        }
        return added;
    }

    /** Returns what makes each column, by its name and in their order. */
    static Map<String, Column> of(DerivedColumns derived, RootedPath path) {
        Map<String, Column> columns = new LinkedHashMap<>();
        switch (derived.label()) {
            case NONE -> {}
            case PARENT -> columns.put(DerivedColumns.LABEL, named(path, PathFolders.parent(path.whole())));
        }
        switch (derived.split()) {
            case NONE -> {}
            case GRANDPARENT -> columns.put(DerivedColumns.SPLIT, named(path, PathFolders.grandparent(path.whole())));
            case RANDOM ->
                columns.put(
                        DerivedColumns.SPLIT,
                        named(path, RandomSplit.of(path.relative(), derived.validShare(), derived.seed())));
        }
        return columns;
    }

    /** A path that is null, or has nothing but blanks, names no file. */
    private static Column named(RootedPath path, Column value) {
        return functions.when(path.relative().rlike("\\S"), value);
    }

    /** Refuses columns that have the name of one that is made; upper and lower case are one to Spark. */
    static void refuseClashes(DerivedColumns derived, List<String> columns) {
        for (String made : derived.names()) {
            for (String column : columns) {
                if (column.toLowerCase(Locale.ROOT).equals(made)) {
                    throw new UserException(
                            UserException.Kind.USAGE,
                            option(made) + " adds a column that the input has already: " + column,
                            "a dataset has one column of a name (upper and lower case are one to Spark)",
                            "leave " + option(made) + " out, or the other column (by input.columns), or rename it");
                }
            }
        }
    }

    private static String option(String made) {
        return "derive." + made.replace('_', '-');
    }
}
