package dev.marquetry.options;

import java.io.Serializable;
import java.util.Optional;

/**
 * How many images of a run are looked at pixel by pixel. Immutable.
 *
 * @param most the number, or below 0 for {@link #AUTO}
 */
public record SampleSize(long most) implements Serializable {
    /**
     * A twentieth of the images, at least 500 and at most 10,000: so many that the figures are good, and so few that a
     * run is not slower.
     */
    public static final SampleSize AUTO = new SampleSize(-1);

    /** Every image. */
    public static final SampleSize ALL = new SampleSize(Long.MAX_VALUE);

    private static final long LEAST = 500;
    private static final long MOST = 10_000;
    private static final long TWENTIETH = 20;

    /** Returns the size that a text says: auto, all, or a number. */
    static Optional<SampleSize> parse(String text) {
        return switch (text) {
            case "auto" -> Optional.of(AUTO);
            case "all" -> Optional.of(ALL);
            default ->
                text.matches("[0-9]{1,18}") ? Optional.of(new SampleSize(Long.parseLong(text))) : Optional.empty();
        };
    }

    /** Returns the size as a text. */
    String written() {
        return equals(AUTO) ? "auto" : equals(ALL) ? "all" : Long.toString(most);
    }

    /** Returns whether nothing is looked at. */
    public boolean isNone() {
        return most == 0;
    }

    /** Returns the share of so many images that the sample takes, from 0 to 1. */
    public double shareOf(long images) {
        long wanted = equals(AUTO) ? Math.min(MOST, Math.max(LEAST, images / TWENTIETH)) : most;
        return images <= wanted ? Math.min(1, wanted) : (double) wanted / images;
    }
}
