package dev.marquetry.options;

import java.io.Serializable;
import java.util.Objects;

/**
 * What the report of a run looks at. Immutable.
 *
 * @param sample how many images are looked at pixel by pixel; of none, the report has no pictures either
 * @param duplicates whether images with the same bytes are counted, which reads a column of the whole dataset
 */
public record ReportOptions(SampleSize sample, Duplicates duplicates) implements Serializable {
    /** A sample that costs next to nothing; duplicates are not counted. */
    public static final ReportOptions DEFAULT = new ReportOptions(SampleSize.AUTO, Duplicates.IGNORED);

    /** What samples are drawn by: two reports of the same images show the same ones. */
    public static final long SEED = 0;

    /** What is done about images with the same bytes. */
    public enum Duplicates {
        IGNORED,
        COUNTED
    }

    /** Checks that nothing is missing. */
    public ReportOptions {
        Objects.requireNonNull(sample, "sample");
        Objects.requireNonNull(duplicates, "duplicates");
    }
}
