package dev.marquetry.cli;

import dev.marquetry.options.JobOptions;
import dev.marquetry.options.TensorColumn;
import dev.marquetry.options.WrittenOptions;
import dev.marquetry.spark.DatasetConversion;
import dev.marquetry.spark.OutputPlan;
import dev.marquetry.spark.ProbedImage;
import dev.marquetry.spark.publish.OutputOutlook;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructField;

/** Tells a person what a run would do. */
final class PlanText {
    private PlanText() {}

    /** Returns the options, the input's size, the output's columns and an estimate of the output's size. */
    static String of(JobOptions options, DatasetConversion conversion, OutputOutlook outlook) {
        StringBuilder text = new StringBuilder("options\n");
        WrittenOptions.of(options)
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
        text.append("  ").append(probed(conversion.probe())).append('\n');
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
        OutputPlan estimate = conversion.estimate();
        dataset(text, outlook);
        text.append("output size\n  about ");
        if (outlook.update() != null) {
            double share = conversion.inputRows() == 0 ? 1 : (double) outlook.added() / conversion.inputRows();
            return text.append(Figures.bytes((long) (estimate.bytes() * share)))
                    .append(" of new arrays\n")
                    .toString();
        }
        return text.append(Figures.bytes(estimate.bytes()))
                .append(" in ")
                .append(Figures.count(estimate.files()))
                .append(estimate.files() == 1 ? " file" : " files")
                .append(" (estimated from ")
                .append("the options and the lengths of the images' files)\n")
                .toString();
    }

    private static void dataset(StringBuilder text, OutputOutlook outlook) {
        text.append("dataset\n  ").append(Figures.count(outlook.standing())).append(" rows stand");
        if (outlook.update() != null) {
            update(text, outlook.update());
            excesses(text, outlook);
            return;
        }
        text.append("; the run adds up to ").append(Figures.count(outlook.added()));
        if (outlook.removedRows() > 0 || outlook.removedFiles() > 0) {
            text.append(" and removes ")
                    .append(Figures.count(outlook.removedRows()))
                    .append(" in ")
                    .append(Figures.count(outlook.removedFiles()))
                    .append(outlook.removedFiles() == 1 ? " file" : " files");
        }
        text.append('\n');
        excesses(text, outlook);
    }

    private static void update(StringBuilder text, OutputOutlook.Update update) {
        text.append("\n  the run finds ").append(UpdateText.of(update.counts())).append('\n');
        if (update.uncertain() > 0) {
            text.append("  and reads ")
                    .append(Figures.count(update.uncertain()))
                    .append(" more, to see whether they have changed\n");
        }
        if (update.byPathAlone()) {
            text.append("  images are compared by path and carried columns alone, so a changed file is not noticed:"
                    + " name its length or time in input.length-column or input.modified-column\n");
        }
    }

    /** A run that is refused ends before it is held against limits. */
    private static void excesses(StringBuilder text, OutputOutlook outlook) {
        if (!outlook.refusals().isEmpty()) {
            return;
        }
        outlook.excesses()
                .forEach(excess -> text.append("  a run would end with exit code ")
                        .append(ExitCode.LIMIT_EXCEEDED)
                        .append(": ")
                        .append(excess)
                        .append('\n'));
    }

    /** Returns what became of the images that were tried, the faults one by one. */
    static String probed(List<ProbedImage> images) {
        long readable = images.stream().filter(ProbedImage::isReadable).count();
        StringBuilder text = new StringBuilder(images.size() + " probed: " + readable + " readable");
        for (ProbedImage image : images) {
            if (!image.isReadable()) {
                text.append("\n    ")
                        .append(image.error())
                        .append(' ')
                        .append(image.path())
                        .append(": ")
                        .append(image.message());
            }
        }
        return text.toString();
    }
}
