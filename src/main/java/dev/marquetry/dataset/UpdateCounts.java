package dev.marquetry.dataset;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * What an update finds when it compares the input with a dataset, each image once.
 *
 * @param added images that the dataset does not know
 * @param changed images that it knows, and that are converted anew: the file or a carried column is another
 * @param touched images whose files have another time of modification and the same bytes: only the time is written anew
 * @param failed unchanged images that gave no array before
 * @param retried those of them that are tried again
 * @param same images that are as they were
 * @param gone rows of the dataset whose images the input no longer has
 * @param removed those of them that are removed
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record UpdateCounts(
        long added, long changed, long touched, long failed, long retried, long same, long gone, long removed) {
    /** Nothing was compared. */
    public static final UpdateCounts NONE = new UpdateCounts(0, 0, 0, 0, 0, 0, 0, 0);

    /** Restores what {@link #shipped} gives. */
    public static UpdateCounts of(long[] shipped) {
        return new UpdateCounts(
                shipped[0], shipped[1], shipped[2], shipped[3], shipped[4], shipped[5], shipped[6], shipped[7]);
    }

    /** Returns the counts as executors ship them: Spark may be set to ship with Kryo, which takes no records. */
    public long[] shipped() {
        return new long[] {added, changed, touched, failed, retried, same, gone, removed};
    }

    /** Returns the counts of both. */
    public UpdateCounts plus(UpdateCounts other) {
        return new UpdateCounts(
                added + other.added,
                changed + other.changed,
                touched + other.touched,
                failed + other.failed,
                retried + other.retried,
                same + other.same,
                gone + other.gone,
                removed + other.removed);
    }

    /** Returns how many images are converted. */
    public long converted() {
        return added + changed + retried;
    }
}
