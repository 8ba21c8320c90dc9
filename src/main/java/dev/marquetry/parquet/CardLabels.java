package dev.marquetry.parquet;

import dev.marquetry.options.LabelNames;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.StructField;

/** The names that the numbers of a column stand for, as a card has them. */
final class CardLabels {
    /** More names make a text that nobody reads. */
    private static final int MOST_SHOWN = 100;

    private CardLabels() {}

    /** Returns the names of a column of numbers, if it has some. */
    static Optional<LabelNames> of(StructField field) {
        return field.dataType() instanceof IntegerType ? LabelNames.fromMetadata(field.metadata()) : Optional.empty();
    }

    /** Returns a sentence about the column, with Python code that has the names if they are not too many. */
    static String describe(StructField field, LabelNames labels) {
        List<String> names = labels.names();
        String subject = "`" + field.name() + "` is the number of a label, the place of its name in ";
        return names.size() > MOST_SHOWN
                ? subject + "the header of this file, which has " + names.size() + "."
                : subject + "this list:\n\n```python\nlabels = ["
                        + names.stream().map(CardSnippets::quoted).collect(Collectors.joining(", "))
                        + "]\n```";
    }
}
