package dev.marquetry.djl;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.spark.task.binary.BinaryPredictor;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Runs a dataset of ours through a model with DJL's Spark extension.
 *
 * <p>The dataset is one of {@code output.encoding: npy} and {@code tensor.layout: CHW}, in a float type. Run it, where
 * the extension resolves, with
 *
 * <pre>{@code
 * mvn -P djl-spark test-compile
 * spark-submit --class dev.marquetry.djl.DjlSparkExample ... DATASET MODEL OUTPUT
 * }</pre>
 */
public final class DjlSparkExample {
    /** The column that takes what the model gives. */
    public static final String PREDICTION = "prediction";

    private DjlSparkExample() {}

    /**
     * Writes the dataset's rows without their images and with what the model gives.
     *
     * @param arguments the dataset's folder, the model's file or URL, the folder to write
     */
    public static void main(String[] arguments) {
        try (SparkSession spark = SparkSession.builder().appName("djl-spark").getOrCreate()) {
            Dataset<Row> arrays = spark.read().parquet(arguments[0] + "/data");
            predict(arrays, arguments[1]).drop("image").write().parquet(arguments[2]);
        }
    }

    /**
     * Runs the column {@code image} through a model.
     *
     * @param arrays rows whose cells of {@code image} are NumPy's files, C x H x W, all of one shape
     * @param model a TorchScript file or a URL that DJL takes
     * @return the rows with a column {@link #PREDICTION}, the bytes of a {@code .npz} file in each
     */
    public static Dataset<Row> predict(Dataset<Row> arrays, String model) {
        String url = model.contains("://") ? model : Path.of(model).toUri().toString();
        BinaryPredictor predictor = new BinaryPredictor();
        predictor.setInputCol("image");
        predictor.setOutputCol(PREDICTION);
        predictor.setEngine("PyTorch");
        predictor.setModelUrl(url);
        // Without it every image goes to the model by itself, and without the dimension of the batch.
        predictor.setBatchifier("stack");
        predictor.setBatchSize(32);
        return predictor.predict(arrays);
    }

    /**
     * Returns the values of a prediction.
     *
     * @param npz a cell of the column {@link #PREDICTION}
     */
    public static float[] values(byte[] npz) {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            return NDList.decode(manager, npz).get(0).toFloatArray();
        }
    }
}
