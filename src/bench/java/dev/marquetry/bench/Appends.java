package dev.marquetry.bench;

import dev.marquetry.Job;
import dev.marquetry.sample.BenchSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * Appends ten pictures to one dataset again and again, and says what the last appends cost beside the first.
 *
 * <pre>
 * mvn -B -q -P jmh test-compile -Dspotless.check.skip -Dcheckstyle.skip
 * java @target/java.options -Xmx2g -cp target/test-classes:target/classes:$(cat target/jmh.classpath) \
 *     dev.marquetry.bench.Appends 300
 * </pre>
 */
public final class Appends {
    private static final int PICTURES = 10;
    private static final int WINDOW = 11;

    private Appends() {}

    /** Takes the number of appends, and options of the job as {@code KEY=VALUE}. */
    public static void main(String[] arguments) throws IOException {
        int count = Integer.parseInt(arguments[0]);
        Path folder = Files.createTempDirectory("marquetry-appends-");
        Path drawn = folder.resolve("drawn");
        BenchSamples.write(drawn, PICTURES);
        SparkSession spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", false)
                .getOrCreate();
        Job job = Job.of(Map.of(
                "input.format", "csv",
                "resize.method", "crop",
                "resize.height", 224,
                "resize.width", 224,
                "output.path", folder.resolve("out").toString(),
                "output.mode", "append"));
        for (String setting : Arrays.copyOfRange(arguments, 1, arguments.length)) {
            String[] keyAndValue = setting.split("=", 2);
            job = job.with(keyAndValue[0], keyAndValue[1]);
        }
        double[] seconds = new double[count];
        for (int append = 0; append < count; append++) {
            Job next = job.with("input.path", manifest(folder, drawn, append).toString());
            long start = System.nanoTime();
            next.run(spark);
            seconds[append] = (System.nanoTime() - start) / 1e9;
            if ((append + 1) % 50 == 0) {
                System.out.printf(Locale.ROOT, "append %d: %.3f s%n", append + 1, Median.before(seconds, append + 1, WINDOW));
            }
        }
        int first = Math.min(2 * PICTURES, count);
        System.out.printf(
                Locale.ROOT,
                "the last to those around the tenth: %.3f%n",
                Median.before(seconds, count, WINDOW) / Median.before(seconds, first, WINDOW));
        spark.stop();
    }

    private static Path manifest(Path folder, Path drawn, int append) throws IOException {
        List<String> lines = new ArrayList<>(List.of("path"));
        try (var pictures = Files.list(drawn)) {
            for (Path picture : pictures.toList()) {
                String name = append + "-" + picture.getFileName();
                Files.createLink(folder.resolve(name), picture);
                lines.add(name);
            }
        }
        return Files.write(folder.resolve("manifest-" + append + ".csv"), lines);
    }
}
