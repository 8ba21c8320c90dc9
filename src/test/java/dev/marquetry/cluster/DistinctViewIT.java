package dev.marquetry.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.BuildFolder;
import dev.marquetry.SparkSessions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A manifest whose rows come in another order each time, and an executor that dies with what it had of them. */
class DistinctViewIT {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int FOLDERS = 16;

    @TempDir
    private Path folder;

    @Test
    void convertsEachPathOnce() throws Exception {
        List<String> paths = paths();
        Path list = Files.write(folder.resolve("paths.txt"), paths);
        Path output = folder.resolve("out");
        try (SparkCluster cluster = SparkCluster.start(folder.resolve("cluster"), SparkHome.current())) {
            Command.Running job = submission(cluster, list, output).start();
            while (!isConverting(output)) {
                assertThat(job.process().isAlive()).as(() -> job.error()).isTrue();
                Thread.sleep(20);
            }
            assertThat(cluster.executors().get(0).destroyForcibly()).isTrue();
            Command.Outcome outcome = job.await(LIMIT);
            assertThat(outcome.exitCode()).as(outcome.error()).isZero();
        }
        List<String> found = new ArrayList<>();
        for (String table : List.of("data", "rejects")) {
            for (Row row : SparkSessions.shared()
                    .read()
                    .parquet(output + "/" + table)
                    .select("path")
                    .collectAsList()) {
                found.add(row.getString(0));
            }
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(paths);
    }

    /** The same few pictures by many names. */
    private List<String> paths() throws IOException {
        Path pictures = SampleRun.manifest().getParent();
        List<String> names = Files.readAllLines(SampleRun.manifest()).stream()
                .skip(1)
                .map(line -> line.substring(0, line.indexOf(',')))
                .filter(name -> name.endsWith(".jpg"))
                .toList();
        List<String> paths = new ArrayList<>();
        for (int index = 0; index < FOLDERS; index++) {
            Path link = Files.createSymbolicLink(folder.resolve("pictures-" + index), pictures);
            names.forEach(name -> paths.add(link.resolve(name).toString()));
        }
        return paths;
    }

    private Command submission(SparkCluster cluster, Path list, Path output) throws IOException {
        return new Command(
                List.of(
                        cluster.home().resolve("bin/spark-submit").toString(),
                        "--master",
                        cluster.master(),
                        "--properties-file",
                        "conf/spark-defaults.conf",
                        "--conf",
                        "spark.executor.cores=1",
                        "--conf",
                        "spark.executor.memory=1g",
                        "--conf",
                        "spark.executor.defaultJavaOptions=" + Submission.EXECUTOR_OPTIONS
                                + SparkHome.brief(cluster.home()),
                        "--conf",
                        "spark.ui.enabled=false",
                        "--jars",
                        SparkHome.bundle().toString(),
                        "--class",
                        DistinctViewJob.class.getName(),
                        jar().toString(),
                        list.toString(),
                        output.toString()),
                Map.of("SPARK_HOME", cluster.home().toString(), "SPARK_SUBMIT_OPTS", SparkHome.brief(cluster.home())));
    }

    private Path jar() throws IOException {
        Path jar = folder.resolve("job.jar");
        Path classes = BuildFolder.path("test-classes");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> all = Files.list(classes.resolve("dev/marquetry/cluster"))) {
            for (Path type : all.filter(path -> path.getFileName().toString().startsWith("DistinctViewJob"))
                    .toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(type).toString()));
                Files.copy(type, out);
                out.closeEntry();
            }
        }
        return jar;
    }

    private static boolean isConverting(Path output) {
        Path staging = output.resolve("_staging");
        if (!Files.exists(staging)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(staging)) {
            return files.anyMatch(file -> file.toString().contains("/data/_temporary/")
                    && file.toString().endsWith(".parquet"));
        } catch (IOException | java.io.UncheckedIOException changing) {
            return false;
        }
    }
}
