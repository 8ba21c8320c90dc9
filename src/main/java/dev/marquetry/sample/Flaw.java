package dev.marquetry.sample;

/** What is wrong with a file on purpose, so that no decoder gives its pixels. */
enum Flaw {
    NONE,
    TRUNCATED_JPEG,
    TEXT_NAMED_JPEG,
    EMPTY,
    TRUNCATED_PNG,
    /** Named in the manifest, but not on the disk. */
    MISSING
}
