package dev.marquetry.spark;

import dev.marquetry.options.ArrayOptions;
import dev.marquetry.options.DerivedColumns;
import dev.marquetry.options.FrameOptions;
import dev.marquetry.options.LabelNames;
import dev.marquetry.options.Models;
import dev.marquetry.source.ColumnName;
import dev.marquetry.source.LabelIndex;
import dev.marquetry.source.PathColumns;
import dev.marquetry.spark.internals.SortedRows;
import dev.marquetry.spark.model.ModelColumn;
import dev.marquetry.spark.model.ModelTrial;
import dev.marquetry.spark.rows.RowSchema;
import dev.marquetry.spark.task.ConversionTask;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/** Makes the arrays of a DataFrame's images, row by row and without a dataset; for programs, see {@code Images}. */
public final class ImageArrays {
    private ImageArrays() {}

    /**
     * Makes the arrays of images.
     *
     * @param options what is made of an image, and the column that has its bytes, if there is one
     * @param frame a DataFrame of absolute paths or URIs, or of images' bytes, partitioned as the work is to be spread
     * @param pathColumn the column of paths; may be absent where there is one of bytes
     * @throws dev.marquetry.options.UserException if there is no such column, a column has the name of one that is
     *     added, there are too many labels to number, a model cannot be used, or no executor has the engine or the
     *     device that was asked for
     */
    public static Dataset<Row> of(FrameOptions options, Dataset<Row> frame, Optional<String> pathColumn) {
        ArrayOptions arrays = options.arrays();
        Models models = arrays.models();
        FrameColumns given = FrameColumns.of(frame.schema(), pathColumn, options.contentColumn(), models.columns());
        Dataset<Row> labelled = labelled(frame, given, options.derived());
        FrameColumns input = FrameColumns.of(labelled.schema(), pathColumn, options.contentColumn(), models.columns());
        SparkSession spark = frame.sparkSession();
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        List<ModelColumn> tried = ModelTrial.run(spark, arrays.image(), arrays.tensor(), arrays.engine(), models);
        TensorColumns columns = TensorColumns.of(
                context, arrays.image(), arrays.tensor(), arrays.engine(), models.imageColumn(), tried);
        RowSchema schema = RowSchema.inline(input.pathName(), input.carried(), columns.fields());
        ConversionTask task = InlineConversion.task(spark, arrays, columns, input.inputRows(), input.carried(), schema);
        return SortedRows.dataset(spark, input.rows(labelled).mapPartitions(task), schema.data(), List.of());
    }

    private static Dataset<Row> labelled(Dataset<Row> frame, FrameColumns columns, DerivedColumns derived) {
        Column path = columns.path()
                .map(ColumnName::column)
                .orElse(functions.lit(null).cast(DataTypes.StringType));
        Dataset<Row> added = PathColumns.add(frame, path, derived);
        return switch (derived.index()) {
            case OMITTED -> added;
            case WRITTEN ->
                LabelIndex.add(
                        added,
                        added.schema().fieldIndex(DerivedColumns.LABEL),
                        added.schema().length(),
                        LabelNames.NONE);
        };
    }
}
