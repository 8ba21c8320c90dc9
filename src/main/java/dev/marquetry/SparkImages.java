package dev.marquetry;

import dev.marquetry.options.DType;
import dev.marquetry.options.TensorColumn;
import dev.marquetry.options.UserException;
import dev.marquetry.source.InputTable;
import dev.marquetry.spark.ImageArrays;
import dev.marquetry.spark.ToArray;
import dev.marquetry.spark.ToImage;
import dev.marquetry.spark.engine.SampleOrder;
import dev.marquetry.spark.rows.RowSchema;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF5;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Turns images of a DataFrame into Spark's own, which MLlib and DJL's Spark extension take, and back.
 *
 * <p>Spark's image is a struct of origin, height, width, channels, OpenCV's type and the samples, row by row, of three
 * channels in the order blue, green, red: what {@code spark.read().format("image")} gives. Its samples are 8-bit, so
 * an array of floats is turned only where its cells still are samples, as in the DataFrames of {@link ImageArrays}.
 */
public final class SparkImages {
    /** The type of Spark's images: {@code org.apache.spark.ml.image.ImageSchema.columnSchema}. */
    public static final StructType SCHEMA = new StructType()
            .add("origin", DataTypes.StringType, true)
            .add("height", DataTypes.IntegerType, false)
            .add("width", DataTypes.IntegerType, false)
            .add("nChannels", DataTypes.IntegerType, false)
            .add("mode", DataTypes.IntegerType, false)
            .add("data", DataTypes.BinaryType, false);

    private static final String IMAGE = RowSchema.IMAGE;

    private SparkImages() {}

    /**
     * Turns the column {@code image} into Spark's images.
     *
     * @param arrays a DataFrame of {@link ImageArrays}, or one that was read from a dataset, with the columns
     *     {@code image}, {@code height}, {@code width} and {@code channels}
     * @param pathColumn the column that tells where an image is from
     * @return the same columns; where there is no array, there is no image
     * @throws UserException if the column {@code image} holds no samples
     */
    public static Dataset<Row> toImages(Dataset<Row> arrays, String pathColumn) {
        SampleOrder order = order(arrays.schema());
        UDF5<String, Object, Integer, Integer, Integer, Row> turn = new ToImage(order);
        Column image = functions
                .udf(turn, SCHEMA)
                .apply(
                        InputTable.column(pathColumn),
                        functions.col(IMAGE),
                        functions.col("height"),
                        functions.col("width"),
                        functions.col("channels"));
        return arrays.withColumn(IMAGE, image);
    }

    /**
     * Turns Spark's images in the column {@code image} into arrays, height x width x channels, RGB or gray.
     *
     * @param frame a DataFrame with a column {@code image} of Spark's images, of 8 bits and one or three channels
     * @return the same columns, {@code image} as the format {@code marquetry} takes it, and its {@code height},
     *     {@code width} and {@code channels}; an image that Spark could not read is null
     * @throws UserException if the column {@code image} holds no images of Spark's
     */
    public static Dataset<Row> toArrays(Dataset<Row> frame) {
        StructType schema = frame.schema();
        if (!List.of(schema.fieldNames()).contains(IMAGE)
                || !(schema.apply(IMAGE).dataType() instanceof StructType struct)
                || !List.of(struct.fieldNames()).containsAll(List.of(SCHEMA.fieldNames()))) {
            throw refused("there is no column image with images of Spark's", schema.simpleString());
        }
        TensorColumn column =
                TensorColumn.varying(DType.UINT8, List.of("H", "W", "C"), List.of("height", "width", "channels"));
        Column image = functions.col(IMAGE);
        Column array = functions
                .udf(new ToArray(), DataTypes.BinaryType)
                .apply(
                        image.getField("origin"),
                        image.getField("height"),
                        image.getField("width"),
                        image.getField("mode"),
                        image.getField("data"));
        return frame.withColumn("height", image.getField("height"))
                .withColumn("width", image.getField("width"))
                .withColumn("channels", image.getField("nChannels"))
                .withColumn(IMAGE, array.as(IMAGE, column.toMetadata()));
    }

    private static SampleOrder order(StructType schema) {
        if (!List.of(schema.fieldNames()).containsAll(List.of(IMAGE, "height", "width", "channels"))) {
            throw refused("the columns image, height, width and channels are needed", schema.simpleString());
        }
        StructField image = schema.apply(IMAGE);
        TensorColumn column = TensorColumn.fromMetadata(image.metadata())
                .or(() -> TensorColumn.fromFiles(image.metadata()))
                .orElseThrow(() -> refused("the column image is not one of Marquetry's", image.toString()));
        if (column.dtype() != DType.UINT8 && column.lookupTable().isEmpty()) {
            throw refused("Spark's images are of 8-bit samples, and the column image is not", column.toString());
        }
        return SampleOrder.of(column.dimensions());
    }

    private static UserException refused(String problem, String found) {
        return new UserException(
                UserException.Kind.USAGE,
                problem,
                "found " + found,
                "take a DataFrame of ImageArrays, a dataset written with tensor.dtype uint8, or Spark's image source");
    }
}
