package dev.marquetry.spark;

import dev.marquetry.options.ArrayOptions;
import dev.marquetry.options.Models;
import dev.marquetry.options.SourceOptions;
import dev.marquetry.options.UserException;
import dev.marquetry.source.InputTable;
import dev.marquetry.source.PathResolver;
import dev.marquetry.spark.internals.SessionSettings;
import dev.marquetry.spark.internals.SortedRows;
import dev.marquetry.spark.model.ModelColumn;
import dev.marquetry.spark.model.ModelTrial;
import dev.marquetry.spark.rows.RowChecksum;
import dev.marquetry.spark.rows.RowSchema;
import dev.marquetry.spark.task.ConversionTask;
import dev.marquetry.spark.task.DecodingWatch;
import dev.marquetry.spark.task.Progress;
import dev.marquetry.spark.task.Rejects;
import dev.marquetry.spark.task.RowLayout;
import dev.marquetry.spark.task.TaskOutcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.CollectionAccumulator;
import org.apache.spark.util.SerializableConfiguration;

/** Makes the arrays of a DataFrame's images, row by row and without a dataset; for programs, see {@code Images}. */
public final class ImageArrays {
    private ImageArrays() {}

    /**
     * Makes the arrays of images.
     *
     * @param options what is made of an image
     * @param paths a DataFrame with a column of absolute paths or URIs, partitioned as the work is to be spread
     * @param pathColumn the column's name
     * @throws UserException if there is no such column, a column has the name of one that is added, a model cannot be
     *     used, or no executor has the engine or the device that was asked for
     */
    public static Dataset<Row> of(ArrayOptions options, Dataset<Row> paths, String pathColumn) {
        Models models = options.models();
        StructType carried = carried(paths.schema(), pathColumn, models.columns());
        SparkSession spark = paths.sparkSession();
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        List<ModelColumn> tried = ModelTrial.run(spark, options.image(), options.tensor(), options.engine(), models);
        TensorColumns columns = TensorColumns.of(
                context, options.image(), options.tensor(), options.engine(), models.imageColumn(), tried);
        RowSchema schema = RowSchema.inline(pathColumn, carried, columns.fields());
        RowLayout layout = new RowLayout(schema, List.of());
        CollectionAccumulator<TaskOutcome> outcomes = new CollectionAccumulator<>();
        spark.sparkContext().register(outcomes);
        ConversionTask task = new ConversionTask(
                options.image(),
                columns.conversion(options.tensor(), options.engine()),
                // Whoever wrote the program has chosen the paths.
                new PathResolver(null).allowing(SourceOptions.GUARDED_SCHEMES),
                new RowChecksum(carried, List.of()),
                layout,
                ended -> new Rejects.Inline(layout),
                ended -> DecodingWatch.NONE,
                context.broadcast(new SerializableConfiguration(SessionSettings.hadoop(spark))),
                Progress.register(spark.sparkContext()),
                outcomes);
        JavaRDD<InternalRow> rows = inputRows(paths, pathColumn, carried).mapPartitions(task);
        return SortedRows.dataset(spark, rows, schema.data(), List.of());
    }

    private static JavaRDD<InternalRow> inputRows(Dataset<Row> paths, String pathColumn, StructType carried) {
        List<Column> columns = new ArrayList<>();
        columns.add(InputTable.column(pathColumn));
        columns.add(functions.lit(null).cast(DataTypes.LongType));
        columns.add(functions.lit(null).cast(DataTypes.TimestampType));
        Arrays.stream(carried.fieldNames()).forEach(name -> columns.add(InputTable.column(name)));
        // Spark uses a row again for the next one; these wait for their bytes.
        return paths.select(columns.toArray(Column[]::new))
                .queryExecution()
                .toRdd()
                .toJavaRDD()
                .map(InternalRow::copy);
    }

    private static StructType carried(StructType schema, String pathColumn, List<String> tensors) {
        List<String> names = Arrays.asList(schema.fieldNames());
        if (!names.contains(pathColumn) || !schema.apply(pathColumn).dataType().equals(DataTypes.StringType)) {
            throw new UserException(
                    UserException.Kind.USAGE,
                    "there is no column of text named " + pathColumn,
                    "the columns are " + schema.simpleString(),
                    "name the column that holds the images' paths");
        }
        StructType carried = new StructType(Arrays.stream(schema.fields())
                .filter(field -> !field.name().equals(pathColumn))
                .toArray(StructField[]::new));
        RowSchema.refuseClashes(pathColumn, carried, tensors);
        return carried;
    }
}
