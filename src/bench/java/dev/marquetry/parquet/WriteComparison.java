package dev.marquetry.parquet;

import dev.marquetry.bench.Median;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;

/**
 * Compares the sink with Spark's own Parquet writer on the same rows in one run, file by file in turn, and prints a
 * table in Markdown: milliseconds of processor time per image (which other processes disturb less than the clock), the
 * ratio, and the sizes of the files. The values in both files are compared first.
 *
 * <pre>{@code
 * mvn -B -q -P jmh test-compile -Dspotless.check.skip -Dcheckstyle.skip
 * java @target/java.options [-Dphotographs=FILE] \
 *     -cp target/test-classes:target/classes:$(cat target/jmh.classpath) dev.marquetry.parquet.WriteComparison
 * }</pre>
 */
public final class WriteComparison {
    private static final String[] CODECS = {"zstd", "snappy", "uncompressed"};
    private static final int WARM_UP = 3;
    private static final int ROUNDS = 7;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private WriteComparison() {}

    /** Prints the table for the codecs that are named, or else for all. */
    public static void main(String[] arguments) throws IOException {
        SparkSession session = WriteCase.session();
        Path folder = Files.createTempDirectory("write-comparison");
        System.out.println("| kind | codec | Spark, ms | Marquetry, ms | ratio | Spark, bytes | Marquetry, bytes |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (WriteCase.Kind kind : WriteCase.Kind.values()) {
            for (String codec : arguments.length == 0 ? CODECS : arguments) {
                WriteCase spark = new WriteCase(session, folder, kind, codec, WriteCase.Writer.SPARK);
                WriteCase ours = new WriteCase(session, folder, kind, codec, WriteCase.Writer.MARQUETRY);
                ours.requireSameValues(spark);
                double[] sparkTimes = new double[ROUNDS];
                double[] ourTimes = new double[ROUNDS];
                for (int round = -WARM_UP; round < ROUNDS; round++) {
                    double sparkTime = time(spark);
                    double ourTime = time(ours);
                    if (round >= 0) {
                        sparkTimes[round] = sparkTime;
                        ourTimes[round] = ourTime;
                    }
                }
                double theirs = Median.of(sparkTimes);
                double own = Median.of(ourTimes);
                System.out.printf(
                        Locale.ROOT,
                        "| %s | %s | %.2f | %.2f | %.1f | %d | %d |%n",
                        kind,
                        codec,
                        theirs,
                        own,
                        theirs / own,
                        Files.size(spark.write()) / WriteCase.ROWS,
                        Files.size(ours.write()) / WriteCase.ROWS);
            }
        }
        session.stop();
        WriteCase.delete(folder);
    }

    /** Returns the milliseconds of processor time that an image takes. */
    private static double time(WriteCase writeCase) throws IOException {
        long start = THREADS.getCurrentThreadCpuTime();
        Path file = writeCase.write();
        long end = THREADS.getCurrentThreadCpuTime();
        Files.delete(file);
        return (end - start) / 1e6 / WriteCase.ROWS;
    }
}
