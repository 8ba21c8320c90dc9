package dev.marquetry.options;

import java.util.Locale;
import java.util.Optional;

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
    TABLE;

    /** Returns the format of a manifest that is named by what its format is, such as {@code list.csv}, or nothing. */
    static Optional<InputFormat> named(String path) {
        String name = path.replaceFirst("/+$", "").toLowerCase(Locale.ROOT);
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "csv" -> Optional.of(CSV);
            case "parquet" -> Optional.of(PARQUET);
            case "json", "jsonl", "ndjson" -> Optional.of(JSON);
            case "orc" -> Optional.of(ORC);
            case "txt" -> Optional.of(TEXT);
            default -> Optional.empty();
        };
    }
}
