package dev.marquetry.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.SparkSessions;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each key of the profiles in {@code conf/} is one that Spark knows: it ignores others in silence. */
class SettingsIT {
    /** A line that sets a key, or would without the mark of a comment before it. */
    private static final Pattern SETTING = Pattern.compile("^#? ?(spark\\.\\S+)\\s+\\S", Pattern.MULTILINE);

    /** The objects that register Spark's keys when they are initialised, of its core, SQL, YARN and Kubernetes. */
    private static final List<String> REGISTRIES = List.of(
            "org.apache.spark.internal.config.package$",
            "org.apache.spark.internal.config.UI$",
            "org.apache.spark.sql.internal.SQLConf$",
            "org.apache.spark.sql.internal.StaticSQLConf$",
            "org.apache.spark.deploy.yarn.config.package$",
            "org.apache.spark.deploy.k8s.Config$");

    /** Families that the user completes: Configuration, Running on YARN and Running on Kubernetes in Spark's manual. */
    private static final List<String> PREFIXES = List.of(
            "spark.hadoop.",
            "spark.executorEnv.",
            "spark.yarn.appMasterEnv.",
            "spark.kubernetes.driverEnv.",
            "spark.kubernetes.driver.secretKeyRef.",
            "spark.kubernetes.executor.secretKeyRef.");

    private static final Pattern RESOURCE =
            Pattern.compile("spark\\.(executor|task|worker)\\.resource\\.gpu\\.(amount|discoveryScript|vendor)");

    /** Keys that Spark reads by their names, outside of its registry: SparkConf, SparkLauncher and spark-submit. */
    private static final Set<String> UNREGISTERED =
            Set.of("spark.master", "spark.driver.defaultJavaOptions", "spark.executor.defaultJavaOptions");

    private static URLClassLoader spark;

    @BeforeAll
    static void load() throws IOException {
        List<URL> jars = new ArrayList<>();
        try (Stream<Path> files = Files.list(SparkHome.current().resolve("jars"))) {
            for (Path jar : files.toList()) {
                jars.add(jar.toUri().toURL());
            }
        }
        spark = new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    @AfterAll
    static void unload() throws IOException {
        spark.close();
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void setsKeysThatSparkKnows(Path profile) throws Exception {
        List<String> keys = SETTING.matcher(Files.readString(profile))
                .results()
                .map(setting -> setting.group(1))
                .toList();
        assertThat(keys).isNotEmpty();
        List<String> unknown = new ArrayList<>();
        for (String key : keys) {
            if (!isKnown(key)) {
                unknown.add(key);
            }
        }
        assertThat(unknown).as("keys that Spark does not know").isEmpty();
    }

    @Test
    void doesNotKnowAKeyThatThereIsNot() throws Exception {
        assertThat(isKnown("spark.kubernetes.container.imagePullPolicy")).isFalse();
        assertThat(isKnown("spark.kubernetes.container.image.pullPolicy")).isTrue();
        assertThat(isKnown("spark.yarn.maxAttempts")).isFalse();
    }

    /** No engine builds the image here: what it is made of are at least the versions of this build. */
    @Test
    void makesAnImageOfTheSparkThatTheProfileNames() throws IOException {
        String dockerfile = Files.readString(Path.of("src/main/docker/Dockerfile"));
        String base = dockerfile
                .lines()
                .filter(line -> line.startsWith("FROM "))
                .map(line -> line.substring("FROM ".length()))
                .findFirst()
                .orElseThrow();
        assertThat(base).startsWith("spark:" + SparkSessions.shared().version() + "-scala2.12-java17");
        assertThat(Files.readString(Path.of("conf/kubernetes.conf"))).contains("image        " + base + "\n");
        assertThat(SparkHome.bundle().getFileName().toString()).matches("marquetry-.*-spark-3\\.5_2\\.12\\.jar");
        assertThat(Files.readString(Path.of("target/own.classpath"))).containsPattern("/pytorch-native-[^/:]*\\.jar");
    }

    private static boolean isKnown(String key) throws ReflectiveOperationException {
        return UNREGISTERED.contains(key)
                || PREFIXES.stream().anyMatch(key::startsWith)
                || RESOURCE.matcher(key).matches()
                || isRegistered(key);
    }

    private static boolean isRegistered(String key) throws ReflectiveOperationException {
        for (String registry : REGISTRIES) {
            Class.forName(registry, true, spark);
        }
        Object entry = Class.forName("org.apache.spark.internal.config.ConfigEntry", true, spark)
                .getMethod("findEntry", String.class)
                .invoke(null, key);
        return entry != null;
    }

    static List<Path> profiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("conf"))) {
            return files.filter(file -> file.toString().endsWith(".conf"))
                    .sorted()
                    .toList();
        }
    }
}
