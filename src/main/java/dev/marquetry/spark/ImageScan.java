package dev.marquetry.spark;

import dev.marquetry.options.ArrayOptions;
import dev.marquetry.options.ImageColumn;
import dev.marquetry.options.ImageSourceOptions;
import dev.marquetry.options.InputFormat;
import dev.marquetry.options.Orientation;
import dev.marquetry.source.InputTable;
import dev.marquetry.spark.engine.EngineTableCheck;
import dev.marquetry.spark.internals.SessionSettings;
import dev.marquetry.spark.model.ModelColumn;
import dev.marquetry.spark.rows.RowChecksum;
import dev.marquetry.spark.rows.RowSchema;
import dev.marquetry.spark.task.ConversionTask;
import dev.marquetry.spark.task.DescribedRows;
import dev.marquetry.spark.task.DescribedRows.Reach;
import dev.marquetry.spark.task.InputRows;
import dev.marquetry.spark.task.RowLayout;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * One query's pass over images: does what its columns need and no more.
 *
 * <p>Arrays, their sizes, what models give and errors need the image decoded. The sizes of the source alone need its
 * header, its hash alone its bytes, and all else, a count too, the listing or the manifest. So where nothing is
 * decoded, the source's sizes are what the header says, also of a file that could not be decoded.
 */
final class ImageScan {
    private static final Set<String> SOURCE_SIZES = Set.of("source_height", "source_width");
    private static final Set<String> ARRAY_SIZES = Set.of("height", "width", "channels");

    private final SparkSession spark;
    private final ImageSourceOptions options;
    private final InputTable input;
    private final StructType carried;
    private final TensorColumns columns;

    ImageScan(
            SparkSession spark,
            ImageSourceOptions options,
            InputTable input,
            StructType carried,
            TensorColumns columns) {
        this.spark = spark;
        this.options = options;
        this.input = input;
        this.carried = carried;
        this.columns = columns;
    }

    /** Returns the rows of the query, with these columns in this order. */
    JavaRDD<InternalRow> rows(List<String> required) {
        Set<String> wanted = new HashSet<>(required);
        return isDecoded(wanted) ? converted(required, wanted) : described(required, reach(wanted));
    }

    private boolean isDecoded(Set<String> wanted) {
        boolean arrays = wanted.contains(RowSchema.IMAGE)
                || wanted.contains(RowSchema.ERROR)
                || ARRAY_SIZES.stream().anyMatch(wanted::contains)
                || columns.models().stream()
                        .anyMatch(model -> wanted.contains(model.field().name()));
        // A header stands in the beginning of a file, a hash needs all of it.
        return arrays || (SOURCE_SIZES.stream().anyMatch(wanted::contains) && needsBytes(wanted));
    }

    private boolean needsBytes(Set<String> wanted) {
        boolean lengthIsKnown = input.holdsContent() || options.source().format() == InputFormat.IMAGES;
        return wanted.contains("source_hash") || (wanted.contains("source_length") && !lengthIsKnown);
    }

    private Reach reach(Set<String> wanted) {
        if (needsBytes(wanted)) {
            return Reach.BYTES;
        }
        return SOURCE_SIZES.stream().anyMatch(wanted::contains) ? Reach.HEADER : Reach.ROW;
    }

    private JavaRDD<InternalRow> converted(List<String> required, Set<String> wanted) {
        ArrayOptions arrays = options.arrays();
        boolean errors = wanted.contains(RowSchema.ERROR);
        // Whether there is an error shows only once everything was made.
        List<ModelColumn> models = columns.models().stream()
                .filter(model -> errors || wanted.contains(model.field().name()))
                .toList();
        TensorColumns needed = columns.only(errors || wanted.contains(RowSchema.IMAGE), models);
        RowSchema schema = RowSchema.inline(options.pathColumn(), carried, needed.fields());
        ConversionTask task = InlineConversion.task(spark, arrays, needed, InputRows.of(input), carried, schema);
        SelectedColumns selected = SelectedColumns.of(schema.data(), required, options.cells());
        boolean hasTable = needed.imageColumn() == ImageColumn.WRITTEN
                && columns.image().column().hasLookupTable();
        int channels = arrays.image().mode().channels();
        return spread(models).mapPartitions(rows -> {
            if (hasTable) {
                EngineTableCheck.runInTask(channels, arrays.tensor(), arrays.engine());
            }
            return selected.of(task.call(rows));
        });
    }

    private JavaRDD<InternalRow> described(List<String> required, Reach reach) {
        RowSchema schema = RowSchema.inline(
                options.pathColumn(), carried, columns.only(false, List.of()).fields());
        RowLayout layout = new RowLayout(schema, List.of());
        InputRows inputRows = InputRows.of(input);
        SelectedColumns selected = SelectedColumns.of(schema.data(), required, options.cells());
        Broadcast<SerializableConfiguration> settings = JavaSparkContext.fromSparkContext(spark.sparkContext())
                .broadcast(new SerializableConfiguration(SessionSettings.hadoop(spark)));
        Orientation orientation = options.arrays().image().orientation();
        JavaRDD<InternalRow> rows = reach == Reach.ROW ? KeptInput.rowsOf(input.rows()) : spread(List.of());
        return rows.mapPartitions(part -> described(part, inputRows, layout, reach, orientation, settings, selected));
    }

    private static Iterator<InternalRow> described(
            Iterator<InternalRow> rows,
            InputRows inputRows,
            RowLayout layout,
            Reach reach,
            Orientation orientation,
            Broadcast<SerializableConfiguration> settings,
            SelectedColumns selected) {
        return selected.of(DescribedRows.of(
                rows, inputRows, layout, reach, orientation, settings.value().value()));
    }

    /** Spreads the work over tasks. Spark forgets the rows on disk once nobody knows of them any more. */
    private JavaRDD<InternalRow> spread(List<ModelColumn> models) {
        JavaRDD<InternalRow> rows = new KeptInput(spark, input).rows();
        WorkPlan work = WorkPlan.measure(rows, input.holdsContent(), new RowChecksum(carried, List.of()));
        int tasks = OutputPlan.of(
                        options.arrays(),
                        models,
                        work.totals(),
                        spark.sparkContext().defaultParallelism())
                .files();
        return work.spread(tasks);
    }
}
