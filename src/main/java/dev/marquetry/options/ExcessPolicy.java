package dev.marquetry.options;

/** What a run does that exceeded a limit. */
public enum ExcessPolicy {
    /** It publishes nothing. */
    FAIL,
    /** It publishes all the same. */
    PUBLISH
}
