package dev.marquetry.options;

/** What is done when the output is there already. */
public enum OutputMode {
    /** The run is refused. */
    ERROR,
    /** The old dataset is replaced when the new one is complete, and not before. */
    OVERWRITE,
    /** The new rows are added to the old dataset, which must have been made with the same conversion. */
    APPEND,
    /**
     * The old dataset, made with the same conversion, is brought up to date: new and changed images are converted, the
     * others keep their rows. Where there is none, it is made.
     */
    UPDATE;

    /** Returns whether the dataset that is there keeps rows. */
    public boolean keepsRows() {
        return this == APPEND || this == UPDATE;
    }
}
