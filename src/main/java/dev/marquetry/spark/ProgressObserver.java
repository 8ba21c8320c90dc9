package dev.marquetry.spark;

/** Hears how far a conversion is. Called from Spark's listener thread, so it returns at once. */
public interface ProgressObserver {
    /**
     * Tells that fewer rows than those of the input are converted.
     *
     * @param rows how many
     */
    default void expect(long rows) {}

    /**
     * Tells how many rows are done. The numbers are of running and finished tasks and may fall when a task is tried
     * again; the counts of the result are those that were committed.
     *
     * @param done rows that gave an array or were rejected
     * @param rejected rows that were rejected
     */
    void progress(long done, long rejected);
}
