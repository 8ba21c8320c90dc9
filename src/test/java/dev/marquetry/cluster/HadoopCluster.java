package dev.marquetry.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.dataset.SteppingHdfs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.FileUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.util.VersionInfo;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/**
 * A real HDFS and a real YARN on loopback, Hadoop's minicluster in a process of its own, which all tests of this JVM
 * share: its jar repeats the classes of Hadoop's client, and stays off their class path.
 *
 * <p>The process ends with this JVM, however that ends.
 */
public final class HadoopCluster {
    private static final Path PROGRAM = Path.of("src/test/hadoop-cluster").toAbsolutePath();
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int MOST_SECONDS_TO_END = 20;

    private static HadoopCluster shared;

    private final Path folder;
    private final Process process;

    private HadoopCluster(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /** Returns the cluster, started where it does not run yet. */
    public static synchronized HadoopCluster shared() {
        if (shared == null) {
            try {
                shared = start();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return shared;
    }

    private static HadoopCluster start() throws IOException {
        Path folder = Files.createTempDirectory("marquetry-hadoop-");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder builder = new ProcessBuilder(
                        java.toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "-cp",
                        classPath(),
                        PROGRAM.resolve("HadoopCluster.java").toString(),
                        folder.toString())
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out.txt").toFile())
                .redirectError(folder.resolve("err.txt").toFile());
        // Containers have what their NodeManager has: no more than a system's service would.
        builder.environment().clear();
        builder.environment().putAll(Map.of("JAVA_HOME", System.getProperty("java.home"), "HOME", folder.toString()));
        HadoopCluster cluster = new HadoopCluster(folder, builder.start());
        Runtime.getRuntime().addShutdownHook(new Thread(cluster::stop, "stop-hadoop"));
        cluster.awaitReady();
        // Hadoop keeps one client for an address in this JVM, and the first one decides of which class it is.
        Configuration first = new Configuration();
        first.setClass("fs.hdfs.impl", SteppingHdfs.class, FileSystem.class);
        assertThat(FileSystem.get(cluster.root(), first)).isInstanceOf(SteppingHdfs.class);
        return cluster;
    }

    /** Returns the class path, resolved by Maven where it has not been yet. */
    private static String classPath() throws IOException {
        Path list = Path.of("target", "hadoop-cluster-" + VersionInfo.getVersion() + ".classpath")
                .toAbsolutePath();
        Path pom = PROGRAM.resolve("pom.xml");
        if (!Files.exists(list) || Files.getLastModifiedTime(list).compareTo(Files.getLastModifiedTime(pom)) < 0) {
            // Another JVM of tests may want it too: it never sees half a list.
            Path own = list.resolveSibling(
                    list.getFileName() + "." + ProcessHandle.current().pid());
            Command.Outcome outcome = new Command(
                            List.of(
                                    "mvn",
                                    "-B",
                                    "-q",
                                    "-ntp",
                                    "-f",
                                    pom.toString(),
                                    "dependency:build-classpath",
                                    "-Dhadoop.version=" + VersionInfo.getVersion(),
                                    "-Dmdep.regenerateFile",
                                    "-Dmdep.outputFile=" + own),
                            Map.of())
                    .run(LIMIT);
            assertThat(outcome.exitCode())
                    .as(outcome.output() + outcome.error())
                    .isZero();
            Files.move(own, list, StandardCopyOption.REPLACE_EXISTING);
        }
        return Files.readString(list).strip();
    }

    private void awaitReady() throws IOException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!Files.readString(folder.resolve("out.txt")).startsWith("ready")) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "Hadoop's cluster did not start:\n" + Files.readString(folder.resolve("err.txt")));
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while Hadoop's cluster starts", interrupted);
            }
        }
    }

    /** Returns the folder for HADOOP_CONF_DIR. */
    public Path settings() {
        return folder.resolve("conf");
    }

    /** Returns the settings of a client. */
    public Configuration configuration() {
        Configuration settings = new YarnConfiguration();
        for (String name : List.of("core-site.xml", "hdfs-site.xml", "yarn-site.xml")) {
            settings.addResource(
                    new org.apache.hadoop.fs.Path(settings().resolve(name).toUri()));
        }
        return settings;
    }

    /** Returns the address of the NameNode. */
    public URI root() {
        return FileSystem.getDefaultUri(configuration());
    }

    /** Returns the client of HDFS that everything in this JVM has. */
    public FileSystem files() {
        try {
            return FileSystem.get(root(), configuration());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Returns the URI of a new, empty folder on HDFS. */
    public String newFolder() {
        org.apache.hadoop.fs.Path made =
                new org.apache.hadoop.fs.Path(root().toString(), "/tests/" + UUID.randomUUID());
        try {
            assertThat(files().mkdirs(made)).isTrue();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return made.toString();
    }

    /** Copies a local file or folder to where nothing is yet. */
    public void upload(Path local, String to) {
        try {
            files().copyFromLocalFile(
                            new org.apache.hadoop.fs.Path(local.toAbsolutePath().toUri()),
                            new org.apache.hadoop.fs.Path(to));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void stop() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(MOST_SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
            FileUtils.deleteDirectory(folder.toFile());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
        }
    }
}
