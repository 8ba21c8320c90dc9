package dev.marquetry.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.SparkSessions;
import dev.marquetry.options.DType;
import dev.marquetry.options.TensorColumn;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkReadMemoryTest {
    private static final int ROWS = 2000;
    private static final int VALUES = 224 * 224 * 3;

    /** Of an executor with two cores. Row groups of 128 MiB as read end in an OutOfMemoryError. */
    private static final String HEAP = "-Xmx2g";

    @TempDir
    private Path folder;

    @Test
    void readsTwoThousandFloatPicturesInTwoGigabytesWithTwoCores() throws IOException, InterruptedException {
        Path data = folder.resolve("data");
        write(data);
        Path log = folder.resolve("log");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), HEAP));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-opens"))
                .forEach(command::add);
        command.addAll(List.of(
                "-cp", System.getProperty("java.class.path"), SparkReadMemoryTest.class.getName(), data.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(log)).isZero();
        assertThat(Files.readString(log)).contains("read " + ROWS + " rows, " + (long) ROWS * VALUES + " values");
    }

    /** Codes of four bits' entropy, which a table makes floats of, as conversions write them. */
    private static void write(Path data) {
        TensorColumn column = TensorColumn.ofShape(DType.FLOAT32, List.of("H", "W", "C"), List.of(224, 224, 3))
                .withLookupTable(TensorRows.randomTable(DType.FLOAT32, 3, 1));
        SparkSession spark = SparkSessions.shared();
        JavaRDD<Row> rows = JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(IntStream.range(0, ROWS).boxed().toList(), 2)
                .map(row -> RowFactory.create(TensorRows.path(row), codes(row)));
        spark.createDataFrame(rows, new StructType().add("path", "string").add(column.toField("image")))
                .write()
                .format(MarquetryFileFormat.NAME)
                .option("compression", "zstd")
                .save(data.toString());
    }

    private static byte[] codes(int seed) {
        byte[] codes = new byte[VALUES];
        new Random(seed).nextBytes(codes);
        for (int i = 0; i < codes.length; i++) {
            codes[i] &= 0x0F;
        }
        return codes;
    }

    /** Reads the data in the folder that the first argument names, with Spark's own reader, as its own process. */
    public static void main(String[] arguments) throws IOException {
        try (SparkSession spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .getOrCreate()) {
            Row sums = spark.read()
                    .parquet(arguments[0])
                    .selectExpr("count(path)", "sum(size(image))")
                    .head();
            System.out.println("read " + sums.getLong(0) + " rows, " + sums.getLong(1) + " values");
        }
    }
}
