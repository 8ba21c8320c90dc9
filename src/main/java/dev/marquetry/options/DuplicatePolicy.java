package dev.marquetry.options;

/** What is done about images that an append would add although the dataset has their paths already. */
public enum DuplicatePolicy {
    /** The append is refused. */
    REFUSE,
    /** They are added once more. */
    KEEP
}
