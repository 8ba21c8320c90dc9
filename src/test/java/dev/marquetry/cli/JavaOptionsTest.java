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
        Properties settings = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of("conf/spark-defaults.conf"))) {
            settings.load(file);
        }
        assertThat(settings.getProperty("spark.driver.extraJavaOptions").strip().split("\\s+"))
                .isSubsetOf(SPARKS)
                .containsAll(SPARKS.stream()
                        .filter(option -> option.startsWith("--add-opens"))
                        .toList());
    }
}
