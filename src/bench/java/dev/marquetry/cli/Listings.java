package dev.marquetry.cli;

import dev.marquetry.bench.OldGeneration;
import dev.marquetry.s3.ListingStub;
import dev.marquetry.s3.S3Server;
import dev.marquetry.s3.S3Settings;
import dev.marquetry.sample.SampleDataset;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.commons.io.output.NullOutputStream;

/**
 * Measures what it takes to plan a job over many images that are all the same: in folders of a thousand on this machine
 * ({@code folders}), in a manifest ({@code manifest}), on the S3 server of the tests ({@code s3}), or on a server that
 * lists objects that it makes up ({@code stub}).
 *
 * <pre>
 * mvn -B -q -P jmh test-compile -Dspotless.check.skip -Dcheckstyle.skip
 * java @target/java.options -Xmx1g -XX:+UseParallelGC \
 *     -cp target/test-classes:target/classes:$(cat target/jmh.classpath) dev.marquetry.cli.Listings stub 1000000
 * </pre>
 *
 * <p>Server, driver and tasks share the machine, and driver and tasks the memory.
 */
public final class Listings {
    private static final int PER_FOLDER = 1000;
    private static final int ROUNDS = 3;
    /** The smallest of them is taken: the S3 server of the tests holds all in its memory. */
    private static final int DRAWN = 50;

    /** Ext4 has no more than 65,000 links to a file. */
    private static final int LINKS_PER_FILE = 50_000;

    private final Path folder;
    private final int count;
    private final Path image;

    private Listings(Path folder, int count) throws IOException {
        this.folder = folder;
        this.count = count;
        SampleDataset.write(folder.resolve("drawn"), DRAWN, 0);
        try (Stream<Path> files = Files.walk(folder.resolve("drawn"))) {
            image = files.filter(file -> file.toString().endsWith(".jpg"))
                    .min(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
        }
    }

    /** Takes what is listed and how many images. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("marquetry-listings-");
        try {
            Listings listings = new Listings(folder, Integer.parseInt(arguments[1]));
            switch (arguments[0]) {
                case "folders" -> listings.plan(listings.folders().toString());
                case "manifest" -> listings.plan(listings.manifest().toString());
                case "s3" -> listings.planOnServer();
                case "stub" -> listings.planOnStub();
                default -> throw new IllegalArgumentException(arguments[0]);
            }
        } finally {
            FileUtils.deleteDirectory(folder.toFile());
        }
    }

    private Path folders() throws IOException {
        Path root = folder.resolve("in");
        Path original = image;
        for (int number = 0; number < count; number++) {
            Path link = link(root, number);
            if (number % PER_FOLDER == 0) {
                Files.createDirectories(link.getParent());
            }
            if (number % LINKS_PER_FILE == 0) {
                original = Files.copy(image, link);
            } else {
                Files.createLink(link, original);
            }
        }
        return root;
    }

    private static Path link(Path root, int number) {
        return root.resolve(number / PER_FOLDER + "/" + number + ".jpg");
    }

    private Path manifest() throws IOException {
        Path root = folders();
        Path manifest = folder.resolve("manifest.csv");
        try (Writer writer = Files.newBufferedWriter(manifest)) {
            writer.write("path\n");
            for (int number = 0; number < count; number++) {
                writer.write(link(root, number) + "\n");
            }
        }
        return manifest;
    }

    private void planOnServer() throws IOException {
        try (S3Server server = S3Server.start()) {
            String bucket = server.newBucket();
            server.upload(bucket, "in", folders());
            planOn(server.endpoint(), bucket);
        }
    }

    private void planOnStub() throws IOException {
        try (ListingStub stub = ListingStub.start(count, Files.readAllBytes(image))) {
            planOn(stub.endpoint(), "bucket");
        }
    }

    private void planOn(URI endpoint, String bucket) {
        S3Settings.spark(endpoint).forEach(System::setProperty);
        plan("s3a://" + bucket + "/in");
    }

    private void plan(String input) {
        List<String> seconds = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            OldGeneration.resetPeak();
            long start = System.nanoTime();
            PrintStream nowhere = new PrintStream(NullOutputStream.INSTANCE, false, StandardCharsets.UTF_8);
            int exitCode = Main.commandLine(new SparkRunner(nowhere))
                    .execute("plan", input, folder.resolve("out").toString(), "--size", "224", "--master", "local[2]");
            if (exitCode != ExitCode.DONE) {
                throw new IllegalStateException("the plan ended with " + exitCode);
            }
            seconds.add(String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - start) / 1e9));
        }
        System.out.printf(
                Locale.ROOT,
                "%,d images: %s; old generation at most %d MiB%n",
                count,
                String.join(", ", seconds),
                OldGeneration.peakMebibytes());
    }
}
