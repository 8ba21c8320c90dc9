package dev.marquetry.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.marquetry.Job;
import dev.marquetry.JobResult;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.spark.sql.SparkSession;

/**
 * Measures updates. With a number of rows: a first run, one that finds nothing to do, and one with a thousandth of the
 * rows new and a tenth of that changed, phase by phase. With {@code nightly} and a number: so many updates of ten new
 * pictures each, the last beside those around the tenth. Names are links to a few pictures of 32 x 32 pixels.
 *
 * <pre>
 * mvn -B -q -P jmh test-compile -Dspotless.check.skip -Dcheckstyle.skip
 * java @target/java.options -Xmx1g -cp target/test-classes:target/classes:$(cat target/jmh.classpath) \
 *     dev.marquetry.bench.Updates 1000000
 * </pre>
 */
public final class Updates {
    private static final int PICTURES = 32;
    private static final int SIDE = 32;
    private static final int LINKS_PER_FOLDER = 1000;
    private static final int NIGHTLY = 10;
    private static final int WINDOW = 11;

    private final SparkSession spark = SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", false)
            .config("spark.local.dir", System.getProperty("java.io.tmpdir"))
            .getOrCreate();
    private final Path folder;
    private final List<Path> drawn;
    private final Job job;
    private long links;

    private Updates() throws IOException {
        folder = Files.createTempDirectory("marquetry-updates-");
        Path pictures = Files.createDirectories(folder.resolve("drawn"));
        draw(pictures);
        try (Stream<Path> files = Files.list(pictures)) {
            drawn = files.sorted().toList();
        }
        job = Job.of(Map.of(
                "input.path", folder.resolve("in").toString(),
                "resize.method", "crop",
                "resize.height", SIDE,
                "resize.width", SIDE,
                "output.path", folder.resolve("out").toString(),
                "output.mode", "update"));
    }

    /** Takes a number of rows, or {@code nightly} and a number of updates. */
    public static void main(String[] arguments) throws IOException {
        Updates updates = new Updates();
        if (arguments[0].equals("nightly")) {
            updates.nightly(Integer.parseInt(arguments[1]));
        } else {
            updates.large(Long.parseLong(arguments[0]));
        }
        updates.spark.stop();
    }

    private void large(long rows) throws IOException {
        link(rows);
        run("first run");
        run("nothing to do");
        link(rows / 1000);
        for (long link = 0; link < rows / 10_000; link++) {
            change(link * 7919 % rows);
        }
        run("a thousandth new, a tenth of that changed");
        run("nothing to do");
    }

    private void nightly(int count) throws IOException {
        double[] seconds = new double[count];
        for (int night = 0; night < count; night++) {
            link(NIGHTLY);
            long start = System.nanoTime();
            job.run(spark);
            seconds[night] = (System.nanoTime() - start) / 1e9;
            if ((night + 1) % 50 == 0) {
                System.out.printf(
                        Locale.ROOT,
                        "update %d: %.3f s, %d files%n",
                        night + 1,
                        Median.before(seconds, night + 1, WINDOW),
                        files().size());
            }
        }
        System.out.printf(
                Locale.ROOT,
                "the last to those around the tenth: %.3f%n",
                Median.before(seconds, count, WINDOW) / Median.before(seconds, Math.min(2 * NIGHTLY, count), WINDOW));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("out/data"))) {
            return files.toList();
        }
    }

    private static void draw(Path pictures) throws IOException {
        Random random = new Random(1);
        for (int number = 0; number < PICTURES; number++) {
            BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
            for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
                picture.setRGB(pixel % SIDE, pixel / SIDE, random.nextInt(1 << 24));
            }
            ImageIO.write(picture, "jpeg", pictures.resolve(number + ".jpg").toFile());
        }
    }

    private Path linkOf(long number) {
        return folder.resolve("in/" + number / LINKS_PER_FOLDER + "/" + number + ".jpg");
    }

    private void link(long count) throws IOException {
        for (long end = links + count; links < end; links++) {
            Path link = linkOf(links);
            Files.createDirectories(link.getParent());
            Files.createLink(link, drawn.get((int) (links % drawn.size())));
        }
    }

    private void change(long number) throws IOException {
        Path link = linkOf(number);
        Path other = drawn.get((int) ((number + 1) % drawn.size()));
        Files.copy(other, link.resolveSibling("changed"));
        Files.move(link.resolveSibling("changed"), link, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(link, FileTime.from(Instant.now().minusSeconds(60)));
    }

    private void run(String what) throws IOException {
        OldGeneration.resetPeak();
        long start = System.nanoTime();
        JobResult result = job.run(spark);
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%s: %,d rows, %,d converted, %.1f s, %s; old generation at most %,d MiB, %d files%n",
                what,
                result.inputRows(),
                result.convertedRows(),
                seconds,
                result.convertedRows() == 0 ? "-" : phases(),
                OldGeneration.peakMebibytes(),
                files().size());
    }

    private String phases() throws IOException {
        JsonNode report = new ObjectMapper().readTree(folder.resolve("out/report/run.json").toFile());
        return report.path("update").path("seconds").toString();
    }
}
