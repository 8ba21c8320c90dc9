package dev.marquetry.sample;

import java.nio.file.Path;

/**
 * What was written of a sample dataset.
 *
 * @param manifest the CSV file that names every image, with the columns {@code path}, {@code label} and {@code split};
 *     paths are relative to its folder
 * @param rows how many images it names
 * @param files how many image files were written: one of the rows may name none
 * @param broken how many of the rows give no pixels, on purpose
 */
public record SampleSummary(Path manifest, int rows, int files, int broken) {}
