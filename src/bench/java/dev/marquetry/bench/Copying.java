package dev.marquetry.bench;

import dev.marquetry.Job;
import dev.marquetry.parquet.CopiedFiles;
import dev.marquetry.parquet.CopiedSource;
import dev.marquetry.sample.BenchSamples;
import dev.marquetry.spark.internals.SortedRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Converts pictures, copies the dataset that they make, and says what processor time a copied row costs beside a
 * converted one. Both are the medians of the rounds after the first, in turns.
 *
 * <pre>
 * mvn -B -q -P jmh test-compile -Dspotless.check.skip -Dcheckstyle.skip
 * java @target/java.options -Xmx2g -cp target/test-classes:target/classes:$(cat target/jmh.classpath) \
 *     dev.marquetry.bench.Copying 2000 6 tensor.dtype=float32 tensor.normalize=imagenet
 * </pre>
 */
public final class Copying {
    private static final int PICTURES = 400;

    /** In each round, so that the compiler has seen as much of the one as of the other. */
    private static final int COPIES = 5;

    private Copying() {}

    /** Takes the number of rows and of rounds, and options of the job as {@code KEY=VALUE}. */
    public static void main(String[] arguments) throws IOException {
        int rows = Integer.parseInt(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        Path folder = Files.createTempDirectory("marquetry-copying-");
        BenchSamples.write(folder.resolve("drawn"), PICTURES);
        SparkSession spark = SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", false)
                .getOrCreate();
        spark.sparkContext().setLogLevel("ERROR");
        Path out = folder.resolve("out");
        Job job = Job.of(Map.of(
                "input.path", manifest(folder, rows).toString(),
                "input.format", "csv",
                "resize.method", "crop",
                "resize.height", 224,
                "resize.width", 224,
                "output.path", out.toString(),
                "output.mode", "overwrite"));
        for (String setting : Arrays.copyOfRange(arguments, 2, arguments.length)) {
            String[] keyAndValue = setting.split("=", 2);
            job = job.with(keyAndValue[0], keyAndValue[1]);
        }
        double[] converted = new double[rounds];
        double[] copied = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            long start = ProcessorTime.nanos();
            job.run(spark);
            long between = ProcessorTime.nanos();
            for (int copy = 0; copy < COPIES; copy++) {
                copy(spark, out.resolve("data"), folder.resolve("copy" + copy));
            }
            converted[round] = (between - start) / 1e6 / rows;
            copied[round] = (ProcessorTime.nanos() - between) / 1e6 / rows / COPIES;
            System.out.printf(
                    Locale.ROOT, "round %d: converted %.3f, copied %.3f%n", round, converted[round], copied[round]);
            for (int copy = 0; copy < COPIES; copy++) {
                FileUtils.deleteDirectory(folder.resolve("copy" + copy).toFile());
            }
        }
        System.out.printf(
                Locale.ROOT,
                "converted %.3f ms a row, copied %.3f ms a row, copied to converted %.3f%n",
                warm(converted),
                warm(copied),
                warm(copied) / warm(converted));
        spark.stop();
        FileUtils.deleteDirectory(folder.toFile());
    }

    private static void copy(SparkSession spark, Path data, Path target) throws IOException {
        List<InternalRow> files = new ArrayList<>();
        try (var all = Files.list(data)) {
            for (Path file : all.sorted().toList()) {
                CopiedSource source = CopiedSource.whole(file.getFileName().toString());
                files.add(CopiedFiles.row(List.of(), List.of(source)));
            }
        }
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        SortedRows.dataset(
                        spark, context.parallelize(files, files.size()), CopiedFiles.rows(List.of()), List.of())
                .write()
                .format(CopiedFiles.class.getName())
                .mode(SaveMode.Append)
                .option(CopiedFiles.ROOT, data.toString())
                .option("compression", "zstd")
                .option("fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem")
                .option("fs.file.impl.disable.cache", true)
                .save(target.toString());
    }

    /** Lists the pictures again and again, each time by other names. */
    private static Path manifest(Path folder, int rows) throws IOException {
        List<Path> pictures;
        try (var all = Files.list(folder.resolve("drawn"))) {
            pictures = all.sorted().toList();
        }
        List<String> lines = new ArrayList<>(List.of("path"));
        for (int row = 0; row < rows; row++) {
            String name = String.format("%06d.jpg", row);
            Files.createLink(folder.resolve(name), pictures.get(row % pictures.size()));
            lines.add(name);
        }
        return Files.write(folder.resolve("manifest.csv"), lines);
    }

    /** The first round is of a JVM that is not warm. */
    private static double warm(double[] rounds) {
        return Median.of(Arrays.copyOfRange(rounds, 1, rounds.length));
    }
}
