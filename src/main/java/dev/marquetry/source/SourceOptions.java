package dev.marquetry.source;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the images are.
 *
 * @param path a folder, glob, manifest or table name
 * @param format what {@code path} holds
 * @param pathColumn the manifest column with the image's URI
 * @param base what relative URIs resolve against, or null for the manifest's folder
 * @param columns the manifest columns to carry through, or null for all of them
 */
public record SourceOptions(String path, InputFormat format, String pathColumn, String base, List<String> columns)
        implements Serializable {
    /** Checks that what is required is there. */
    public SourceOptions {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(pathColumn, "pathColumn");
        columns = columns == null ? null : List.copyOf(columns);
    }

    /** Returns what relative URIs resolve against, where it was given. */
    public Optional<String> givenBase() {
        return Optional.ofNullable(base);
    }

    /** Returns the manifest columns to carry through, where they were given. */
    public Optional<List<String>> givenColumns() {
        return Optional.ofNullable(columns);
    }
}
