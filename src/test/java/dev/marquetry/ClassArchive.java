package dev.marquetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.s3.S3Server;
import dev.marquetry.s3.S3Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.commons.io.FileUtils;

/**
 * The classes of Spark, Hadoop and the AWS SDK as Java has them in memory once they are loaded (class data sharing):
 * processes that live for seconds would take most of them to load and verify the same ones again.
 *
 * <p>An archive is made by a small job from the local disk to S3, and belongs to one class path, whose folders it takes
 * to be empty. Java does without an archive that does not fit. Thread-safe.
 */
public final class ClassArchive {
    private static final Path IMAGES = Path.of("src/test/resources/golden/png").toAbsolutePath();

    /** What Java remarks on classes that it could not archive. */
    private static final String QUIET = "-Xlog:cds*=off";

    private ClassArchive() {}

    /** Returns Java's options for the daemons, drivers and executors of a Spark home with S3A. */
    public static synchronized String ofHome(Path home, Path bundle) {
        try {
            long made = Files.getLastModifiedTime(home.resolve("RELEASE")).toMillis();
            return options("home-" + Long.toHexString(made), home + "/jars/*", bundle);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String options(String name, String classPath, Path application) throws IOException {
        Path archive = BuildFolder.path(name + ".jsa");
        if (!Files.exists(archive)) {
            Path made = BuildFolder.path(UUID.randomUUID() + ".jsa");
            make(made, classPath, application);
            Files.move(made, archive, StandardCopyOption.ATOMIC_MOVE);
        }
        return "-XX:SharedArchiveFile=" + archive + " " + QUIET;
    }

    private static void make(Path archive, String classPath, Path application) throws IOException {
        Path folder = Files.createTempDirectory("marquetry-archive-");
        Path printed = folder.resolve("printed.txt");
        try (S3Server server = S3Server.start()) {
            Path job = Files.writeString(folder.resolve("job.yaml"), """
                    input.path: %s
                    resize: {method: crop, height: 8, width: 8}
                    output.path: s3a://%s/out
                    """.formatted(IMAGES, server.newBucket()));
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "@" + BuildFolder.path("java.options"),
                    "-XX:ArchiveClassesAtExit=" + archive,
                    QUIET,
                    "-Dlog4j2.configurationFile="
                            + Path.of("conf/log4j2.properties").toAbsolutePath(),
                    "-Dspark.ui.enabled=false"));
            command.addAll(List.of(LauncherBuild.BRIEF.split(" ")));
            S3Settings.spark(server.endpoint()).forEach((key, value) -> command.add("-D" + key + "=" + value));
            command.addAll(List.of(
                    "-cp",
                    classPath,
                    "org.apache.spark.deploy.SparkSubmit",
                    "--master",
                    "local[2]",
                    "--class",
                    "dev.marquetry.cli.Main",
                    application.toString(),
                    "run",
                    job.toString()));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(printed.toFile())
                    .start();
            assertThat(process.waitFor()).as(() -> read(printed)).isZero();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while classes are archived", interrupted);
        } finally {
            FileUtils.deleteDirectory(folder.toFile());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            return failure.toString();
        }
    }
}
