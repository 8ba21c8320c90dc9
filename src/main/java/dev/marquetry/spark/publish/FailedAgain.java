package dev.marquetry.spark.publish;

/**
 * The images of a batch that had failed before, were tried again, and gave no array again.
 *
 * @param images how many
 * @param alike how many of them failed as before, with the same stage and error
 * @param internalAlike how many of these failed for a fault of ours
 */
public record FailedAgain(long images, long alike, long internalAlike) {
    /** Nothing failed again. */
    public static final FailedAgain NONE = new FailedAgain(0, 0, 0);
}
