package dev.marquetry.job;

import java.io.IOException;
import java.io.InputStream;
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

    /** Returns a version by its name, such as {@code djl}. */
    String version(String name) {
        String version = versions.getProperty(name);
        if (version == null) {
            throw new IllegalArgumentException("no version is known of " + name);
        }
        return version;
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
