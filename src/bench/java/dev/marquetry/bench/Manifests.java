package dev.marquetry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes manifests for jobs of many images. */
public final class Manifests {
    private Manifests() {}

    /**
     * Names images over and over.
     *
     * @param manifest the CSV file
     * @param images named in their order
     * @param rows how many names there are
     */
    public static void write(Path manifest, List<Path> images, int rows) throws IOException {
        List<String> lines = new ArrayList<>(rows + 1);
        lines.add("path");
        for (int row = 0; row < rows; row++) {
            lines.add("\"" + images.get(row % images.size()).toString().replace("\"", "\"\"") + "\"");
        }
        Files.write(manifest, lines);
    }
}
