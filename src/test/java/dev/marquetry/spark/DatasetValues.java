package dev.marquetry.spark;

import dev.marquetry.parquet.MarquetryFileFormat;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Prints what {@code format("marquetry")} reads of datasets: by {@code src/test/scripts/lines}, which compares what
 * different lines of Spark print.
 */
public final class DatasetValues {
    private DatasetValues() {}

    /**
     * Prints a line for each dataset: its rows, the types of its columns, and a hash of all values.
     *
     * @param arguments the datasets' folders
     */
    public static void main(String[] arguments) {
        SparkSession spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.parquet.columnarReaderBatchSize", "64")
                .getOrCreate();
        try {
            for (String folder : arguments) {
                Dataset<Row> rows =
                        spark.read().format(MarquetryFileFormat.NAME).load(folder + "/data");
                String types = Arrays.stream(rows.schema().fields())
                        .map(field -> field.name() + " " + field.dataType().catalogString())
                        .collect(Collectors.joining(", "));
                Row values = rows.selectExpr("count(*)", "bit_xor(xxhash64(*))").head();
                System.out.println(
                        values.getLong(0) + " rows of " + types + ": " + Long.toHexString(values.getLong(1)));
            }
        } finally {
            spark.stop();
        }
    }
}
