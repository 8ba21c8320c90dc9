package dev.marquetry.source;

import dev.marquetry.options.DerivedColumns;
import dev.marquetry.options.LabelNames;
import dev.marquetry.options.UserException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/** Numbers labels: the column {@code label_index}, with the names in its metadata. */
public final class LabelIndex {
    /** The most names that a dataset may have: every file holds them all. */
    static final int MOST_NAMES = 100_000;

    private LabelIndex() {}

    /**
     * Returns rows with the column among their own. Reads all rows at once, on the executors, and brings the different
     * labels to the driver.
     *
     * @param rows rows whose columns may have equal names
     * @param label the place of the column of labels
     * @param place where the new column stands
     * @param standing the names that have numbers already, which they keep
     * @throws UserException if there are too many names
     */
    public static Dataset<Row> add(Dataset<Row> rows, int label, int place, LabelNames standing) {
        List<String> columns = new ArrayList<>(List.of(rows.columns()));
        List<String> places = IntStream.range(0, columns.size())
                .mapToObj(column -> "at" + column)
                .collect(Collectors.toCollection(ArrayList::new));
        Dataset<Row> placed = rows.toDF(places.toArray(String[]::new));
        Column labels = functions.col(places.get(label));
        LabelNames names = standing.with(names(placed.select(labels).filter(labels.isNotNull())));
        if (names.names().size() > MOST_NAMES) {
            throw tooMany();
        }
        Column number = functions.udf(number(names), DataTypes.IntegerType).apply(labels);
        columns.add(place, DerivedColumns.LABEL_INDEX);
        places.add(place, DerivedColumns.LABEL_INDEX);
        return placed.withColumn(DerivedColumns.LABEL_INDEX, number.as(DerivedColumns.LABEL_INDEX, names.toMetadata()))
                .select(places.stream().map(functions::col).toArray(Column[]::new))
                .toDF(columns.toArray(String[]::new));
    }

    private static List<String> names(Dataset<Row> labels) {
        return labels.distinct().limit(MOST_NAMES + 1).as(Encoders.STRING()).collectAsList();
    }

    private static UDF1<String, Integer> number(LabelNames names) {
        Map<String, Integer> numbers = new HashMap<>();
        names.names().forEach(name -> numbers.put(name, numbers.size()));
        return numbers::get;
    }

    private static UserException tooMany() {
        return new UserException(
                UserException.Kind.USAGE,
                String.format(Locale.ROOT, "derive.label-index has more than %,d labels to number", MOST_NAMES),
                "every file of the dataset holds the names of all labels; so many are rarely classes",
                "leave derive.label-index out, or choose an input whose pictures are in the folders of their classes");
    }
}
