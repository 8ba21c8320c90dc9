package dev.marquetry.job;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Tells what this build is made of. */
final class Versions implements IVersionProvider {
    private static final String RESOURCE = "versions.properties";

    private final Properties versions = new Properties();

    /** Reads the versions that the build has written down. */
    Versions() throws IOException {
        try (InputStream stream = Versions.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IOException(RESOURCE + " is not on the class path");
            }
            versions.load(stream);
        }
    }

    private String version(String name) {
        String version = versions.getProperty(name);
        if (version == null) {
            throw new IllegalArgumentException("no version is known of " + name);
        }
        return version;
    }

    /** Returns every version by the name of the software, Java's included. */
    Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("marquetry", version("version"));
        for (String name : List.of("spark", "djl", "pytorch", "opencv")) {
            all.put(name, version(name));
        }
        all.put("java", Runtime.version().toString());
        return Collections.unmodifiableMap(all);
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "Marquetry " + version("version"),
            "Spark     " + version("spark"),
            "DJL       " + version("djl") + " with PyTorch " + version("pytorch"),
            "OpenCV    " + version("opencv"),
            "Java      " + Runtime.version()
        };
    }
}
