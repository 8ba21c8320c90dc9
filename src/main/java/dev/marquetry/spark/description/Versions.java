package dev.marquetry.spark.description;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.spark.package$;

/** Tells what this build is made of, and what it runs on. */
public final class Versions {
    private static final String RESOURCE = "versions.properties";

    private Versions() {}

    /** Returns every version by the name of the software, those of the running Spark and Java included. */
    public static Map<String, String> all() {
        Properties versions = new Properties();
        try (InputStream stream = Versions.class.getResourceAsStream(RESOURCE)) {
            versions.load(Objects.requireNonNull(stream, RESOURCE + " is on the class path"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Map<String, String> all = new LinkedHashMap<>();
        all.put("marquetry", Objects.requireNonNull(versions.getProperty("version"), "version"));
        // That of the cluster, which may be a later one than Marquetry is built with.
        all.put("spark", package$.MODULE$.SPARK_VERSION());
        for (String name : List.of("djl", "pytorch", "opencv")) {
            all.put(name, Objects.requireNonNull(versions.getProperty(name), name));
        }
        all.put("java", Runtime.version().toString());
        return Collections.unmodifiableMap(all);
    }
}
