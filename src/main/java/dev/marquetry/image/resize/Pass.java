package dev.marquetry.image.resize;

/** One of the two passes of a resize: along rows or along columns. */
@FunctionalInterface
public interface Pass {
    /**
     * Fills the target with weighted sums of the source's samples.
     *
     * @param source samples that {@link Workspace#SLACK} follows
     * @param filter the weights, from the source's size to the target's along the axis of this pass
     * @param target of the source's size along the other axis; nothing need follow its samples. If it has fewer rows
     *     than that, or than the filter gives, these are the first ones
     */
    void run(Raster source, FilterWeights filter, Raster target);
}
