package dev.marquetry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.marquetry.LauncherBuild;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;

/** What Spark needs on Java 17 is what Spark says, wherever it stands. */
class JavaOptionsTest {
    private static final String[] SPARKS =
            JavaModuleOptions.defaultModuleOptions().strip().split("\\s+");

    /** As the POM has them, for the launcher and the tests. */
    @Test
    void givesTheLauncherWhatSparkNeeds() throws IOException {
        LauncherBuild.require();
        assertThat(Files.readString(Path.of("target/java.options")).strip().split("\\s+"))
                .containsExactlyInAnyOrder(SPARKS);
    }

    @Test
    void givesDriversOfClustersWhatSparkNeeds() throws IOException {
        Properties settings = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of("conf/spark-defaults.conf"))) {
            settings.load(file);
        }
        assertThat(settings.getProperty("spark.driver.extraJavaOptions").strip().split("\\s+"))
                .containsExactlyInAnyOrder(SPARKS);
    }
}
