package dev.marquetry.options;

/** What {@code input.path} holds. */
public enum InputFormat {
    /** Image files: a folder, listed recursively, or a glob. */
    IMAGES,
    /** A Parquet manifest. */
    PARQUET,
    /** A CSV manifest with a header line. */
    CSV,
    /** A manifest of JSON lines. */
    JSON,
    /** An ORC manifest. */
    ORC,
    /** A text file with one path per line. */
    TEXT,
    /** A table of Spark's catalog. */
    TABLE
}
