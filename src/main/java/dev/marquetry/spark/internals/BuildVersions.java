package dev.marquetry.spark.internals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** What this build is made of, as Maven wrote it down. Calls nothing of Spark, which may be missing. */
public final class BuildVersions {
    private static final String RESOURCE = "/dev/marquetry/spark/description/versions.properties";

    private static final Properties VERSIONS = read();

    private BuildVersions() {}

    private static Properties read() {
        Properties versions = new Properties();
        try (InputStream stream = BuildVersions.class.getResourceAsStream(RESOURCE)) {
            versions.load(Objects.requireNonNull(stream, RESOURCE + " is on the class path"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return versions;
    }

    /**
     * Returns a version.
     *
     * @param software its name there
     */
    public static String of(String software) {
        return Objects.requireNonNull(VERSIONS.getProperty(software), software);
    }
}
