package dev.marquetry.spark;

import dev.marquetry.options.ArrayOptions;
import dev.marquetry.options.CellForm;
import dev.marquetry.options.ImageSourceOptions;
import dev.marquetry.options.InputFormat;
import dev.marquetry.options.TensorColumn;
import dev.marquetry.parquet.CellArrays;
import dev.marquetry.source.InputTable;
import dev.marquetry.spark.model.ModelColumn;
import dev.marquetry.spark.model.ModelTrial;
import dev.marquetry.spark.rows.RowSchema;
import java.util.List;
import java.util.Optional;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SQLContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.sources.BaseRelation;
import org.apache.spark.sql.sources.PrunedScan;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Images as a table of Spark's: a row for each, with its array or its error, made when a query runs and again each
 * time.
 *
 * <p>Making the table lists no folder and starts no job, unless there are models, which are tried, or the input is a
 * manifest that Spark has to read for its columns. A query reads and decodes what its columns need: see
 * {@link ImageScan}.
 */
final class ImageRelation extends BaseRelation implements PrunedScan {
    private final SparkSession spark;
    private final ImageSourceOptions options;
    private final Optional<InputTable> manifest;
    private final StructType carried;
    private final TensorColumns columns;
    private final StructType schema;

    private ImageRelation(
            SparkSession spark,
            ImageSourceOptions options,
            Optional<InputTable> manifest,
            StructType carried,
            TensorColumns columns) {
        this.spark = spark;
        this.options = options;
        this.manifest = manifest;
        this.carried = carried;
        this.columns = columns;
        StructType cells = RowSchema.inline(options.pathColumn(), carried, columns.fields())
                .data();
        this.schema = options.cells() == CellForm.TENSOR ? cells : withArrays(cells);
    }

    /**
     * Makes the table.
     *
     * @throws dev.marquetry.options.UserException if the input is not there or is not what the options say, a column
     *     has the name of another, or a model cannot be used
     */
    static ImageRelation open(SparkSession spark, ImageSourceOptions options) {
        ArrayOptions arrays = options.arrays();
        Optional<InputTable> manifest = Optional.empty();
        if (options.source().format() == InputFormat.IMAGES) {
            InputTable.requireThere(spark, options.source());
        } else {
            manifest = Optional.of(InputTable.open(spark, options.source(), List.of()));
        }
        StructType carried =
                manifest.map(InputTable::carriedSchema).orElseGet(() -> InputTable.listedColumns(options.source()));
        RowSchema.refuseClashes(options.pathColumn(), carried, arrays.models().columns());
        List<ModelColumn> models =
                ModelTrial.run(spark, arrays.image(), arrays.tensor(), arrays.engine(), arrays.models());
        return new ImageRelation(spark, options, manifest, carried, TensorColumns.analyzed(arrays, models));
    }

    private static StructType withArrays(StructType cells) {
        StructType arrays = new StructType();
        for (StructField field : cells.fields()) {
            arrays = arrays.add(TensorColumn.fromMetadata(field.metadata())
                    .map(column -> CellArrays.field(field.name(), column))
                    .orElse(field));
        }
        return arrays;
    }

    @Override
    public SQLContext sqlContext() {
        return spark.sqlContext();
    }

    @Override
    public StructType schema() {
        return schema;
    }

    /** The rows are Catalyst's own. */
    @Override
    public boolean needConversion() {
        return false;
    }

    @Override
    @SuppressWarnings("unchecked") // Spark's way to take rows of Catalyst's, where needConversion is false.
    public RDD<Row> buildScan(String[] required) {
        InputTable input = manifest.orElseGet(() -> InputTable.open(spark, options.source(), List.of()));
        ImageScan scan = new ImageScan(spark, options, input, carried, columns);
        return (RDD<Row>) (RDD<?>) scan.rows(List.of(required)).rdd();
    }

    @Override
    public String toString() {
        return "Images(" + options.source().path() + ")";
    }
}
