package dev.marquetry.s3;

import dev.marquetry.options.ConversionOptions;
import dev.marquetry.options.InputFormat;
import dev.marquetry.options.OutputMode;
import dev.marquetry.options.SourceOptions;
import dev.marquetry.sample.SampleDataset;
import dev.marquetry.spark.description.ConversionResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;

/**
 * Converts sample pictures from an S3 server, with and without 50 ms added to each request, in turns.
 *
 * <pre>
 * mvn -B -q -P jmh test-compile -Dspotless.check.skip -Dcheckstyle.skip
 * java @target/java.options -Xmx2g -cp target/test-classes:target/classes:$(cat target/jmh.classpath) \
 *     dev.marquetry.s3.S3Latency 1200 4
 * </pre>
 *
 * <p>The server, the proxy that delays and the conversion share the machine. The images are read from S3, the arrays
 * are written to a local folder, so that it is the prefetch that is measured. The first round is not counted.
 */
public final class S3Latency {
    private static final Duration DELAY = Duration.ofMillis(50);

    private S3Latency() {}

    /** Takes the number of pictures and of rounds. */
    public static void main(String[] arguments) throws IOException {
        int count = Integer.parseInt(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        Path folder = Files.createTempDirectory("marquetry-latency-");
        SampleDataset.write(folder.resolve("in"), count, 0);
        try (S3Server server = S3Server.start();
                FaultyProxy proxy = FaultyProxy.before(server.endpoint())) {
            String bucket = server.newBucket();
            server.upload(bucket, "in", folder.resolve("in"));
            SparkSession spark = S3Settings.session(proxy.endpoint());
            ConversionOptions options = S3Jobs.of(
                    SourceOptions.of("s3a://" + bucket + "/in", InputFormat.IMAGES),
                    folder.resolve("out").toString(),
                    OutputMode.OVERWRITE,
                    224,
                    256 << 20);
            S3Jobs.run(spark, options);
            List<Double> ratios = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                proxy.heal();
                double near = imagesPerSecond(spark, options);
                proxy.forget();
                proxy.delay(request -> true, DELAY);
                double far = imagesPerSecond(spark, options);
                ratios.add(far / near);
                System.out.printf(
                        Locale.ROOT,
                        "%.0f images/s without delay, %.0f with %d ms: %.2f; %d reads at once%n",
                        near,
                        far,
                        DELAY.toMillis(),
                        far / near,
                        proxy.mostWaitingReads());
            }
            ratios.sort(null);
            System.out.printf(Locale.ROOT, "median ratio %.2f%n", ratios.get(rounds / 2));
        }
    }

    /** Of the whole run: listing, planning, reading and publishing. */
    private static double imagesPerSecond(SparkSession spark, ConversionOptions options) throws IOException {
        long start = System.nanoTime();
        ConversionResult result = S3Jobs.run(spark, options);
        return result.inputRows() * 1e9 / (System.nanoTime() - start);
    }
}
