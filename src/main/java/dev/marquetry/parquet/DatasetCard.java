package dev.marquetry.parquet;

import dev.marquetry.options.TensorColumn;
import dev.marquetry.options.TensorEncoding;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The README.md of a dataset: a YAML header by which Hugging Face {@code datasets} loads the folder, which has no type
 * for tensors and must be given their lists, and a few lines for other readers.
 */
public final class DatasetCard {
    /** Hugging Face's name for all rows of a dataset without splits. */
    private static final String ONLY_SPLIT = "train";

    private final SinkSchema schema;
    private final List<String> partitionColumns;
    private final List<CardSplits.Split> splits;
    private final StringBuilder text = new StringBuilder();

    private DatasetCard(SinkSchema schema, List<String> partitionColumns, List<CardSplits.Split> splits) {
        this.schema = schema;
        this.partitionColumns = partitionColumns;
        this.splits = splits;
    }

    /**
     * Returns the text of the card.
     *
     * @param schema the schema of the rows that were written, tensor columns declared by {@link TensorColumn}, numbers
     *     of labels by {@link dev.marquetry.options.LabelNames}
     * @param options the options of the write, as {@link MarquetryFileFormat} takes them
     * @param partitionColumns the columns that the files are partitioned by, outermost first; empty if they are not.
     *     Values of one that is named {@code split} become Hugging Face's splits
     * @param dataFiles the names of all the dataset's files, relative to {@code data/}
     * @param rows how many rows there are
     * @throws dev.marquetry.options.UserException if the schema could not be written
     */
    public static String text(
            StructType schema,
            Map<String, String> options,
            List<String> partitionColumns,
            Collection<String> dataFiles,
            long rows) {
        StructType inFiles = new StructType(Arrays.stream(schema.fields())
                .filter(field -> !partitionColumns.contains(field.name()))
                .toArray(StructField[]::new));
        DatasetCard card = new DatasetCard(
                SinkSchema.of(inFiles, SinkOptions.encoding(options)),
                partitionColumns,
                CardSplits.of(partitionColumns, dataFiles));
        return card.write(rows);
    }

    private String write(long rows) {
        String files = partitionColumns.isEmpty() ? "data/*.parquet" : "data/**/*.parquet";
        text.append(CardHeader.text(schema, files, splits));
        paragraph("# Dataset");
        paragraph(String.format(Locale.ROOT, "%,d rows in `%s`.", rows, files));
        for (TensorField tensor : schema.tensors()) {
            paragraph("`" + tensor.name() + "` holds " + describe(tensor.column(), schema.encoding()));
        }
        for (StructField field : schema.rows().fields()) {
            CardLabels.of(field).ifPresent(labels -> paragraph(CardLabels.describe(field, labels)));
        }
        paragraph("## Loading");
        paragraph("The code runs in this folder.");
        schema.tensors().stream()
                .findFirst()
                .ifPresentOrElse(
                        tensor -> tensors(new CardSnippets(tensor, schema.encoding())), this::columnsWithoutTensors);
        describeSplits();
        describeLostColumns();
        return text.toString();
    }

    private void tensors(CardSnippets snippets) {
        paragraph(snippets.inOneRead());
        paragraph("With Hugging Face, whose format `arrow` alone makes no object of every number:");
        paragraph(snippets.withHuggingFace(splits.isEmpty() ? ONLY_SPLIT : usualSplit()));
    }

    private void columnsWithoutTensors() {
        paragraph(CardSnippets.block("rows = pandas.read_parquet(\"data\")", "pandas"));
        paragraph("With Hugging Face:");
        paragraph(CardSnippets.block("rows = datasets.load_dataset(os.getcwd())", "datasets", "os"));
    }

    /** Training data is what most look for. */
    private String usualSplit() {
        return splits.stream().anyMatch(split -> split.name().equals(ONLY_SPLIT))
                ? ONLY_SPLIT
                : splits.get(0).name();
    }

    private void describeSplits() {
        if (!splits.isEmpty()) {
            paragraph("The values of `" + CardSplits.COLUMN + "` are Hugging Face's splits"
                    + splits.stream()
                            .map(split -> "`" + split.name() + "`"
                                    + (split.isRenamed()
                                            ? " ("
                                                    + split.value()
                                                            .map(value -> "`" + value + "`")
                                                            .orElse("no value") + ")"
                                            : ""))
                            .collect(Collectors.joining(", ", ": ", ".")));
        }
    }

    private void describeLostColumns() {
        List<String> lost = partitionColumns.stream()
                .filter(column -> splits.isEmpty() || !column.equals(CardSplits.COLUMN))
                .toList();
        if (!lost.isEmpty()) {
            paragraph(lost.stream().map(column -> "`" + column + "`").collect(Collectors.joining(", "))
                    + (lost.size() == 1 ? " is" : " are")
                    + " in the names of the folders, not in the files: Hugging Face's `load_dataset` loses "
                    + (lost.size() == 1 ? "it" : "them") + ". These readers keep "
                    + (lost.size() == 1 ? "it:" : "them:"));
            paragraph(CardSnippets.block(
                    "frame = pandas.read_parquet(\"data\")\n"
                            + "dataset = pyarrow.dataset.dataset(\"data\", partitioning=\"hive\")",
                    "pandas",
                    "pyarrow.dataset"));
        }
    }

    private static String describe(TensorColumn column, TensorEncoding encoding) {
        String names = column.dimensions().isEmpty() ? "" : " (" + String.join(", ", column.dimensions()) + ")";
        String shape = column.shape()
                .map(sizes -> "one tensor of shape " + sizes + names)
                .orElse("one tensor of varying shape" + names);
        String stands = switch (encoding) {
            case LIST -> "flattened row-major into a list";
            case BINARY -> "as its bytes, row-major and little-endian";
            case NPY -> "as the bytes of a .npy file";
        };
        return shape + " of " + column.dtype().numpyName() + " per row, " + stands + ".";
    }

    private void paragraph(String content) {
        text.append('\n').append(content).append('\n');
    }
}
