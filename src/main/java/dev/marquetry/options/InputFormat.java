package dev.marquetry.options;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

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

    /** What Hadoop reads text from by the end of its name, without libraries of the system's. */
    private static final Pattern COMPRESSED = Pattern.compile("\\.(?:gz|bz2|deflate|lz4|snappy)$");

    /**
     * Returns the format of a manifest that is named by what its format is, such as {@code list.csv} or, of text,
     * {@code list.csv.gz}, or nothing.
     */
    static Optional<InputFormat> named(String path) {
        String name = name(path);
        String text = COMPRESSED.matcher(name).replaceFirst("");
        return ofEnding(text).filter(format -> text.equals(name) || format.isText());
    }

    /** Returns whether an input of this format is text. */
    boolean isText() {
        return switch (this) {
            case CSV, JSON, TEXT -> true;
            case IMAGES, PARQUET, ORC, TABLE -> false;
        };
    }

    /** Returns whether a path is named like a table with tabs between fields, which is none of the formats. */
    static boolean isNamedLikeTabs(String path) {
        return COMPRESSED.matcher(name(path)).replaceFirst("").endsWith(".tsv");
    }

    private static String name(String path) {
        return path.replaceFirst("/+$", "").toLowerCase(Locale.ROOT);
    }

    private static Optional<InputFormat> ofEnding(String name) {
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
