package dev.marquetry.spark;

import dev.marquetry.UserException;
import dev.marquetry.image.ImageOptions;
import dev.marquetry.source.InputTable;
import dev.marquetry.source.PathResolver;
import dev.marquetry.source.SourceOptions;
import dev.marquetry.tensor.EngineOptions;
import dev.marquetry.tensor.TensorOptions;
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

/**
 * Arrays of images as a DataFrame, for programs of one's own on Spark.
 *
 * <pre>{@code
 * ImageArrays arrays = new ImageArrays(image, tensor, engine);
 * Dataset<Row> rows = arrays.of(spark.read().parquet("paths"), "path");
 * rows.filter("error is null").drop("error").write().format("marquetry").save("arrays");
 * }</pre>
 *
 * <p>The columns are those of the input, the path first; then {@code image}, the tensor column as the format {@code
 * marquetry} takes it (bytes, declared by the field's metadata); a tensor column per model; {@code height}, {@code
 * width}, {@code channels}, {@code source_height}, {@code source_width}, {@code source_length}, {@code source_modified}
 * and {@code source_hash}; and {@code error}, a struct of stage, error
 * and message, null where there is an array. An image that gives no array is a row with an error, never a failure of
 * the job. Images are read when the DataFrame is, and again each time.
 *
 * @param image what is made of a file
 * @param tensor what pixels are converted to
 * @param engine how the engine is run
 * @param models what the converted batches are run through
 */
public record ImageArrays(ImageOptions image, TensorOptions tensor, EngineOptions engine, Models models) {
    /** Checks that models get what they take. */
    public ImageArrays {
        models.requireFloats(tensor);
    }

    /** Makes arrays without models. */
    public ImageArrays(ImageOptions image, TensorOptions tensor, EngineOptions engine) {
        this(image, tensor, engine, Models.NONE);
    }

    /**
     * Makes the arrays of images.
     *
     * @param paths a DataFrame with a column of absolute paths or URIs, partitioned as the work is to be spread
     * @param pathColumn the column's name
     * @throws UserException if there is no such column, a column has the name of one that is added, a model cannot be
     *     used, or no executor has the engine or the device that was asked for
     */
    public Dataset<Row> of(Dataset<Row> paths, String pathColumn) {
        StructType carried = carried(paths.schema(), pathColumn, models.columns());
        SparkSession spark = paths.sparkSession();
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        List<ModelColumn> tried = ModelTrial.run(spark, image, tensor, engine, models);
        TensorColumns columns = TensorColumns.of(context, image, tensor, engine, models.imageColumn(), tried);
        RowSchema schema = RowSchema.inline(pathColumn, carried, columns.fields());
        RowLayout layout = new RowLayout(schema, List.of());
        CollectionAccumulator<TaskOutcome> outcomes = new CollectionAccumulator<>();
        spark.sparkContext().register(outcomes);
        ConversionTask task = new ConversionTask(
                image,
                columns.conversion(tensor, engine),
                // Whoever wrote the program has chosen the paths.
                new PathResolver(null).allowing(SourceOptions.GUARDED_SCHEMES),
                new RowChecksum(carried, List.of()),
                layout,
                ended -> new Rejects.Inline(layout),
                ended -> DecodingWatch.NONE,
                context.broadcast(
                        new SerializableConfiguration(spark.sessionState().newHadoopConf())),
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
