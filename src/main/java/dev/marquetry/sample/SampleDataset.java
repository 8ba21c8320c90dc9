package dev.marquetry.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Stands in for the generator until that is merged. */
public final class SampleDataset {
    private SampleDataset() {}

    /**
     * Writes a manifest without pictures.
     *
     * @param folder where to
     * @param count how many pictures
     * @param seed what decides them
     */
    public static void write(Path folder, int count, long seed) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("manifest.csv"), "path,label,split\n");
        if (count < 1 || seed < 0) {
            throw new IllegalArgumentException("count and seed");
        }
    }
}
