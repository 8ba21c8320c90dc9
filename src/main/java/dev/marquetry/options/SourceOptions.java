package dev.marquetry.options;

import java.io.Serializable;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Where the images are, and what comes with them: columns of a manifest, and of the paths. Immutable. */
public final class SourceOptions implements Serializable {
    /** Schemes that are not opened unless they are allowed: a manifest could send every executor to any address. */
    public static final List<String> GUARDED_SCHEMES = List.of("http", "https", "ftp", "sftp");

    /** The encoding that manifests have where nothing else is said. */
    public static final String DEFAULT_ENCODING = StandardCharsets.UTF_8.name();

    /** The manifest column of paths where nothing else is said. */
    public static final String DEFAULT_PATH_COLUMN = "path";

    private static final long serialVersionUID = 1L;

    private final String path;
    private final InputFormat format;
    private String pathColumn = DEFAULT_PATH_COLUMN;
    private String base;
    private List<String> columns;
    private String lengthColumn;
    private String modifiedColumn;
    private String contentColumn;
    private String encoding = DEFAULT_ENCODING;
    private List<String> schemes = List.of();
    private DerivedColumns derived = DerivedColumns.NONE;

    private SourceOptions(String path, InputFormat format) {
        this.path = Objects.requireNonNull(path, "path");
        this.format = Objects.requireNonNull(format, "format");
    }

    /**
     * Makes options with the defaults: paths in a column {@code path}, relative to the manifest's folder; all columns
     * carried through; no lengths; UTF-8; file systems and object stores alone; no columns of the paths.
     *
     * @param path a folder, glob, manifest or table name
     * @param format what {@code path} holds
     */
    public static SourceOptions of(String path, InputFormat format) {
        return new SourceOptions(path, format);
    }

    private SourceOptions copy() {
        SourceOptions copy = new SourceOptions(path, format);
        copy.pathColumn = pathColumn;
        copy.base = base;
        copy.columns = columns;
        copy.lengthColumn = lengthColumn;
        copy.modifiedColumn = modifiedColumn;
        copy.contentColumn = contentColumn;
        copy.encoding = encoding;
        copy.schemes = schemes;
        copy.derived = derived;
        return copy;
    }

    /** Returns these options with another manifest column of paths. */
    public SourceOptions withPathColumn(String column) {
        SourceOptions changed = copy();
        changed.pathColumn = Objects.requireNonNull(column, "column");
        return changed;
    }

    /** Returns these options with another root, which relative paths are relative to. */
    public SourceOptions withBase(String root) {
        SourceOptions changed = copy();
        changed.base = Objects.requireNonNull(root, "root");
        return changed;
    }

    /** Returns these options with the manifest columns to carry through, in their order. */
    public SourceOptions withColumns(List<String> names) {
        SourceOptions changed = copy();
        changed.columns = List.copyOf(names);
        return changed;
    }

    /** Returns these options with the manifest column that has the lengths of the files. */
    public SourceOptions withLengthColumn(String column) {
        SourceOptions changed = copy();
        changed.lengthColumn = Objects.requireNonNull(column, "column");
        return changed;
    }

    /**
     * Returns these options with the manifest column that has another value once a file has changed: its time of
     * modification, an etag or a version.
     */
    public SourceOptions withModifiedColumn(String column) {
        SourceOptions changed = copy();
        changed.modifiedColumn = Objects.requireNonNull(column, "column");
        return changed;
    }

    /** Returns these options with the manifest column that has the images themselves; paths are then names only. */
    public SourceOptions withContentColumn(String column) {
        SourceOptions changed = copy();
        changed.contentColumn = Objects.requireNonNull(column, "column");
        return changed;
    }

    /**
     * Returns these options with another encoding of a manifest that is text.
     *
     * @throws IllegalArgumentException if Java knows none of this name
     */
    public SourceOptions withEncoding(String name) {
        SourceOptions changed = copy();
        changed.encoding = Charset.forName(name).name();
        return changed;
    }

    /** Returns these options with schemes that are contacted beyond those of file systems and object stores. */
    public SourceOptions withSchemes(List<String> names) {
        SourceOptions changed = copy();
        changed.schemes = List.copyOf(names);
        return changed;
    }

    /** Returns these options with columns that are made of the paths. */
    public SourceOptions withDerived(DerivedColumns columns) {
        SourceOptions changed = copy();
        changed.derived = Objects.requireNonNull(columns, "columns");
        return changed;
    }

    /** Returns the folder, glob, manifest or table. */
    public String path() {
        return path;
    }

    /** Returns what the path holds. */
    public InputFormat format() {
        return format;
    }

    /** Returns the manifest column with the images' paths. */
    public String pathColumn() {
        return pathColumn;
    }

    /** Returns what relative paths are relative to, or nothing for the manifest's folder or the listed one. */
    public Optional<String> base() {
        return Optional.ofNullable(base);
    }

    /** Returns the manifest columns to carry through, or nothing for all of them. */
    public Optional<List<String>> columns() {
        return Optional.ofNullable(columns);
    }

    /** Returns the manifest column with the lengths of the files, where there is one. */
    public Optional<String> lengthColumn() {
        return Optional.ofNullable(lengthColumn);
    }

    /** Returns the manifest column that has another value once a file has changed, where there is one. */
    public Optional<String> modifiedColumn() {
        return Optional.ofNullable(modifiedColumn);
    }

    /** Returns the manifest column with the images' bytes, where they are not in files. */
    public Optional<String> contentColumn() {
        return Optional.ofNullable(contentColumn);
    }

    /** Returns the name of the encoding of a manifest that is text. */
    public String encoding() {
        return encoding;
    }

    /** Returns the schemes that are contacted beyond those of file systems and object stores. */
    public List<String> schemes() {
        return schemes;
    }

    /** Returns the columns that are made of the paths. */
    public DerivedColumns derived() {
        return derived;
    }

    private List<Object> values() {
        return List.of(
                path,
                format,
                pathColumn,
                base(),
                columns(),
                lengthColumn(),
                modifiedColumn(),
                contentColumn(),
                encoding,
                schemes,
                derived);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SourceOptions options && values().equals(options.values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    @Override
    public String toString() {
        return "SourceOptions" + values();
    }
}
