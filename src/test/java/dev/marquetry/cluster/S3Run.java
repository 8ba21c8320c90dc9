package dev.marquetry.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.s3.S3Server;
import dev.marquetry.s3.S3Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * A job of many small tasks from a bucket of pictures to the same bucket, on a cluster.
 *
 * @param server holds the bucket
 * @param bucket pictures below {@code in/}, the dataset below {@code out/}
 * @param folder takes the files that the submission needs
 */
record S3Run(S3Server server, String bucket, Path folder) {
    /** Uploads pictures to their own bucket. */
    static S3Run of(S3Server server, Path pictures, Path folder) {
        String bucket = server.newBucket();
        server.upload(bucket, "in", pictures);
        return new S3Run(server, bucket, folder);
    }

    /** Uploads other pictures in place of those of the same names. */
    void upload(Path pictures) {
        server.upload(bucket, "in", pictures);
    }

    /** Returns the job's submission, with S3's keys in a file that nobody else can read. */
    Submission submission(SparkCluster cluster, URI endpoint) {
        return Submission.to(cluster, job().toString())
                .options("--properties-file", properties(endpoint).toString());
    }

    /** Returns the job's file. */
    Path job() {
        return write(
                "job.yaml",
                List.of(
                        "input.path: " + at("in"),
                        "resize: {method: crop, height: 224, width: 224}",
                        "output: {path: " + at("out") + ", file-size: 2m}"));
    }

    /** Returns a file with Spark's settings. */
    Path properties(URI endpoint) {
        Map<String, String> settings = new TreeMap<>(S3Settings.spark(endpoint));
        settings.put("spark.executor.cores", "1");
        settings.put("spark.executor.memory", "1g");
        return write(
                "spark.conf",
                settings.entrySet().stream()
                        .map(setting -> setting.getKey() + " " + setting.getValue())
                        .toList());
    }

    private Path write(String name, List<String> lines) {
        try {
            Path file = folder.resolve(name);
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return Files.write(file, lines);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    String at(String key) {
        return "s3a://" + bucket + "/" + key;
    }

    /** Fails unless each picture is in {@code data/} or {@code rejects/}, once, and nothing else is left. */
    void assertEveryPictureOnce(Path pictures) {
        List<String> found = Stream.of("out/data", "out/rejects")
                .flatMap(this::names)
                .sorted()
                .toList();
        assertThat(found).isEqualTo(names(pictures));
        assertThat(server.pendingUploads(bucket)).isEmpty();
        assertThat(server.keys(bucket)).noneMatch(key -> key.contains("__magic") || key.contains("_staging"));
    }

    private Stream<String> names(String table) {
        SparkSession spark = S3Settings.session(server.endpoint());
        return spark.read().parquet(at(table)).select("path").collectAsList().stream()
                .map(row -> row.getString(0));
    }

    private static List<String> names(Path pictures) {
        try (Stream<Path> files = Files.walk(pictures)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> pictures.relativize(file).toString())
                    .filter(name -> !name.endsWith(".csv"))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
