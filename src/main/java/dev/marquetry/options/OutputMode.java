package dev.marquetry.options;

/** What is done when the output is there already. */
public enum OutputMode {
    /** The run is refused. */
    ERROR,
    /** The old dataset is replaced when the new one is complete, and not before. */
    OVERWRITE,
    /** The new rows are added to the old dataset, which must have been made with the same conversion. */
    APPEND
}
