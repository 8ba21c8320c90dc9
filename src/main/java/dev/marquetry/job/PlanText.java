package dev.marquetry.job;

import dev.marquetry.parquet.TensorColumn;
import dev.marquetry.spark.DatasetConversion;
import dev.marquetry.spark.SizeEstimate;
import java.util.Optional;
import org.apache.spark.sql.types.StructField;

/** Tells a person what a run would do. */
final class PlanText {
    private PlanText() {}

    /** Returns the options, the input's size, the output's columns and an estimate of the output's size. */
    static String of(JobOptions options, DatasetConversion conversion) {
        StringBuilder text = new StringBuilder("options\n");
        options.written()
                .forEach((key, value) ->
                        text.append("  ").append(key).append(": ").append(value).append('\n'));
        text.append("input\n  ").append(Figures.count(conversion.inputRows())).append(" rows\n");
        conversion
                .passedOver()
                .byReason()
                .forEach((reason, count) -> text.append("  passed over: ")
                        .append(Figures.count(count))
                        .append(' ')
                        .append(reason.words())
                        .append('\n'));
        conversion
                .warnings()
                .forEach(warning -> text.append("  warning: ").append(warning).append('\n'));
        text.append("output columns\n");
        for (StructField field : conversion.schema().fields()) {
            Optional<TensorColumn> tensor = TensorColumn.fromMetadata(field.metadata());
            text.append("  ")
                    .append(field.name())
                    .append(": ")
                    .append(tensor.map(TensorColumn::toString)
                            .orElseGet(() -> field.dataType().simpleString()))
                    .append('\n');
        }
        SizeEstimate estimate = conversion.estimate();
        return text.append("output size\n  about ")
                .append(Figures.bytes(estimate.bytes()))
                .append(" in ")
                .append(Figures.count(estimate.files()))
                .append(estimate.files() == 1 ? " file" : " files")
                .append(" (estimated from ")
                .append("the options and the lengths of the images' files)\n")
                .toString();
    }
}
