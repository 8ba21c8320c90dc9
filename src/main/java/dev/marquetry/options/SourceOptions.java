package dev.marquetry.options;

import java.io.Serializable;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
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
 * @param lengthColumn the manifest column with the lengths of the files, or null where none has
 * @param encoding the name of the encoding of a manifest that is text
 * @param schemes the schemes that are contacted beyond those of file systems and object stores
 */
public record SourceOptions(
        String path,
        InputFormat format,
        String pathColumn,
        String base,
        List<String> columns,
        String lengthColumn,
        String encoding,
        List<String> schemes)
        implements Serializable {
    /** Schemes that are not opened unless they are allowed: a manifest could send every executor to any address. */
    public static final List<String> GUARDED_SCHEMES = List.of("http", "https", "ftp", "sftp");

    /** The encoding that manifests have where nothing else is said. */
    public static final String DEFAULT_ENCODING = StandardCharsets.UTF_8.name();

    /** Checks that what is required is there. */
    public SourceOptions {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(pathColumn, "pathColumn");
        columns = columns == null ? null : List.copyOf(columns);
        encoding = Charset.forName(encoding).name();
        schemes = List.copyOf(schemes);
    }

    /**
     * Makes options without lengths, in UTF-8, that contact file systems and object stores only.
     *
     * @param path a folder, glob, manifest or table name
     * @param format what {@code path} holds
     * @param pathColumn the manifest column with the image's URI
     * @param base what relative URIs resolve against, or null for the manifest's folder
     * @param columns the manifest columns to carry through, or null for all of them
     */
    public SourceOptions(String path, InputFormat format, String pathColumn, String base, List<String> columns) {
        this(path, format, pathColumn, base, columns, null, DEFAULT_ENCODING, List.of());
    }

    /** Returns these options with the manifest column that has the lengths of the files, or null for none. */
    public SourceOptions withLengthColumn(String column) {
        return new SourceOptions(path, format, pathColumn, base, columns, column, encoding, schemes);
    }

    /** Returns these options with the encoding of a manifest that is text. */
    public SourceOptions withEncoding(String name) {
        return new SourceOptions(path, format, pathColumn, base, columns, lengthColumn, name, schemes);
    }

    /** Returns these options with the schemes that are contacted too. */
    public SourceOptions withSchemes(List<String> allowed) {
        return new SourceOptions(path, format, pathColumn, base, columns, lengthColumn, encoding, allowed);
    }

    /** Returns what relative URIs resolve against, where it was given. */
    public Optional<String> givenBase() {
        return Optional.ofNullable(base);
    }

    /** Returns the manifest columns to carry through, where they were given. */
    public Optional<List<String>> givenColumns() {
        return Optional.ofNullable(columns);
    }

    /** Returns the manifest column with the lengths of the files, where it was given. */
    public Optional<String> givenLengthColumn() {
        return Optional.ofNullable(lengthColumn);
    }
}
