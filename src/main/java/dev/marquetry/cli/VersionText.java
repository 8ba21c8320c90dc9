package dev.marquetry.cli;

import dev.marquetry.spark.description.Versions;
import java.util.Map;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class VersionText implements IVersionProvider {
    @Override
    public String[] getVersion() {
        Map<String, String> versions = Versions.all();
        return new String[] {
            "Marquetry " + versions.get("marquetry"),
            "Spark     " + versions.get("spark"),
            "DJL       " + versions.get("djl") + " with PyTorch " + versions.get("pytorch"),
            "OpenCV    " + versions.get("opencv"),
            "Java      " + versions.get("java")
        };
    }
}
