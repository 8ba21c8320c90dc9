package dev.marquetry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.BuildFolder;
import dev.marquetry.LauncherBuild;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Spark needs on Java 17 is what Spark says, wherever it stands. */
class JavaOptionsTest {
    /** Without the vectors, which the launcher gives to a Java that has them. */
    private static final List<String> SPARKS = Arrays.stream(
                    JavaModuleOptions.defaultModuleOptions().strip().split("\\s+"))
            .filter(option -> !option.equals("--add-modules=jdk.incubator.vector"))
            .toList();

    /** As the POM has them, for the launcher and the tests. */
    @Test
    void givesTheLauncherWhatSparkNeeds() throws IOException {
        LauncherBuild.require();
        assertThat(Files.readString(BuildFolder.path("java.options")).strip().split("\\s+"))
                .containsExactlyInAnyOrderElementsOf(SPARKS);
    }

    /** One file for all lines of Spark: the settings of Netty that later ones add are not needed to run. */
    @Test
    void givesDriversOfClustersWhatSparkNeeds() throws IOException {
        assertThat(options("conf/spark-defaults.conf", "spark.driver.extraJavaOptions"))
                .isSubsetOf(SPARKS)
                .containsAll(SPARKS.stream()
                        .filter(option -> option.startsWith("--add-opens"))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "conf/spark-defaults.conf, spark.executor.defaultJavaOptions",
        "conf/local.conf, spark.driver.defaultJavaOptions"
    })
    void compilesOnClustersWhatTheLauncherCompiles(String file, String key) throws IOException {
        assertThat(options(file, key)).containsAll(launchers());
        // A cluster may have chosen one, and Java takes one choice.
        assertThat(options(file, key)).noneMatch(option -> option.matches("-XX:.Use\\w+GC"));
    }

    @Test
    void compilesTheSameInThePythonPackage() throws IOException {
        assertThat(Files.readString(Path.of("src/main/python/marquetry/__init__.py")))
                .contains(launchers());
    }

    private static List<String> launchers() throws IOException {
        return Files.readAllLines(Path.of("conf/run.options")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    private static List<String> options(String file, String key) throws IOException {
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(file))) {
            settings.load(reader);
        }
        return List.of(settings.getProperty(key).strip().split("\\s+"));
    }
}
