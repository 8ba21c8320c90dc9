package dev.marquetry.bench;

import dev.marquetry.Job;
import dev.marquetry.sample.BenchSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * The same pictures by a job, by the data source and by the SQL function, in turns, each to a dataset of its own; says
 * how fast the other ways are beside the job.
 *
 * <pre>
 * mvn -B -q -P jmh test-compile -Dspotless.check.skip -Dcheckstyle.skip
 * java @target/java.options -Xmx3g -cp target/test-classes:target/classes:$(cat target/jmh.classpath) \
 *     dev.marquetry.bench.Ways 5 10
 * </pre>
 *
 * <p>{@code -Dopen.cost=65536} sets what Spark's {@code binaryFile} counts for opening a file; by its default, 4 MB, it
 * makes a task of every 32 files, each of which writes a file.
 */
public final class Ways {
    private static final int DRAWN = 400;
    private static final String KEYS =
            "'resize.method', 'crop', 'resize.height', '224', 'resize.width', '224'";

    private final SparkSession spark;
    private final Path pictures;
    private final Path out;

    private Ways(SparkSession spark, Path pictures, Path out) {
        this.spark = spark;
        this.pictures = pictures;
        this.out = out;
    }

    /** Takes the number of rounds, one more is not counted, and how many names each of 400 pictures has. */
    public static void main(String[] arguments) throws IOException {
        int rounds = Integer.parseInt(arguments[0]);
        Path folder = Files.createTempDirectory("marquetry-ways-");
        Path pictures = folder.resolve("pictures");
        BenchSamples.write(pictures, DRAWN);
        List<Path> drawn;
        try (var files = Files.list(pictures)) {
            drawn = files.toList();
        }
        for (int name = 1; name < Integer.parseInt(arguments[1]); name++) {
            for (Path picture : drawn) {
                Files.createLink(pictures.resolve(name + "-" + picture.getFileName()), picture);
            }
        }
        SparkSession spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", false)
                .config("spark.sql.files.openCostInBytes", System.getProperty("open.cost", "4194304"))
                .config("spark.sql.extensions", "dev.marquetry.MarquetryExtensions")
                .getOrCreate();
        new Ways(spark, pictures, folder.resolve("out")).compare(rounds);
        spark.stop();
        FileUtils.deleteDirectory(folder.toFile());
    }

    /** One way. */
    private interface Way {
        void go() throws IOException;
    }

    private void compare(int rounds) throws IOException {
        Map<String, Way> ways = new LinkedHashMap<>();
        ways.put("job", this::job);
        ways.put("source", () -> write(source()));
        ways.put("function", () -> write(function()));
        Map<String, double[]> seconds = new LinkedHashMap<>();
        for (int round = -1; round < rounds; round++) {
            for (Map.Entry<String, Way> way : ways.entrySet()) {
                FileUtils.deleteDirectory(out.toFile());
                long start = System.nanoTime();
                way.getValue().go();
                if (round >= 0) {
                    seconds.computeIfAbsent(way.getKey(), name -> new double[rounds])[round] =
                            (System.nanoTime() - start) / 1e9;
                }
            }
        }
        double job = Median.of(seconds.get("job"));
        seconds.forEach((name, all) -> System.out.printf(
                Locale.ROOT, "%s: %.2f s, %.3f of the job's rate%n", name, Median.of(all), job / Median.of(all)));
    }

    private void job() throws IOException {
        Job.of(Map.of(
                        "input.path", pictures.toString(),
                        "resize", Map.of("method", "crop", "height", 224, "width", 224),
                        "output.path", out.toString()))
                .run(spark);
    }

    private Dataset<Row> source() {
        return spark.read()
                .format("marquetry-images")
                .option("resize.method", "crop")
                .option("resize.height", 224)
                .option("resize.width", 224)
                .load(pictures.toString())
                .filter("error IS NULL")
                .drop("error");
    }

    private Dataset<Row> function() {
        return spark.read()
                .format("binaryFile")
                .load(pictures.toString())
                .selectExpr("path", "image_array(content, map(" + KEYS + ")) AS a")
                .filter("a.error IS NULL")
                .selectExpr("path", "a.image", "a.height", "a.width", "a.channels");
    }

    private void write(Dataset<Row> rows) {
        rows.write()
                .format("marquetry")
                .option("compression", "zstd")
                .mode(SaveMode.Overwrite)
                .save(out.toString());
    }
}
