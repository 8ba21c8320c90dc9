package dev.marquetry.bench;

import ai.djl.modality.cv.ImageFactory;
import ai.djl.modality.cv.util.NDImageUtils;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The Spark job that one would write from tutorials: Spark's {@code binaryFile}, DJL's images, a column of floats,
 * Spark's Parquet.
 *
 * <p>Takes the folder of the images, that of the output, and Spark's master. Its pixels are not fastai's.
 */
public final class NaiveJob {
    private static final int SIDE = 224;

    /** How often a job reads the images, so that its start counts little. */
    private static final int PASSES = 5;

    private static final StructType SCHEMA = new StructType()
            .add("path", DataTypes.StringType)
            .add("image", DataTypes.createArrayType(DataTypes.FloatType, false));

    private static long rows;

    private NaiveJob() {}

    /** Takes the two folders and the master; answers {@code run} and {@code check}. */
    public static void main(String[] arguments) throws IOException {
        // Fair play: PyTorch would otherwise start a thread for each core in each task.
        System.setProperty("ai.djl.pytorch.num_threads", "1");
        try (SparkSession spark = SparkSession.builder()
                .master(arguments[2])
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .getOrCreate()) {
            Requests.serve(request -> round(spark, arguments[0], arguments[1], request[0]));
        }
    }

    private static Map<String, Object> round(SparkSession spark, String images, String output, String request)
            throws IOException {
        FileUtils.deleteDirectory(new File(output));
        long start = System.nanoTime();
        spark.read()
                .format("binaryFile")
                .load(Collections.nCopies(PASSES, images).toArray(String[]::new))
                .map((MapFunction<Row, Row>) NaiveJob::convert, Encoders.row(SCHEMA))
                .write()
                .parquet(output);
        double seconds = (System.nanoTime() - start) / 1e9;
        if (request.equals("check")) {
            Dataset<Row> written = spark.read().parquet(output);
            if (written.filter("size(image) != " + 3 * SIDE * SIDE).count() != 0) {
                throw new IllegalStateException("the naive job gives other shapes");
            }
            rows = written.count();
        }
        return Map.of("images", rows, "seconds", seconds);
    }

    private static Row convert(Row file) throws IOException {
        try (NDManager manager = NDManager.newBaseManager()) {
            byte[] content = file.getAs("content");
            NDArray image =
                    ImageFactory.getInstance().fromInputStream(new ByteArrayInputStream(content)).toNDArray(manager);
            NDArray resized = NDImageUtils.resize(image, SIDE, SIDE);
            NDArray scaled = resized.transpose(2, 0, 1).toType(DataType.FLOAT32, false).div(255f);
            return RowFactory.create(file.getAs("path"), scaled.toFloatArray());
        }
    }
}
