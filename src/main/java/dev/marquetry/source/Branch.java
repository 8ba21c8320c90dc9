package dev.marquetry.source;

import java.io.Serializable;

/**
 * What one step of a listing lists. No record, for Spark may be set to ship it with Kryo, which takes none.
 *
 * <p>Branches do not overlap; together they are the input.
 */
final class Branch implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final Kind kind;
    private final String pattern;

    /** How much of what is at the path is listed. */
    enum Kind {
        /** The file at the path. */
        FILE,
        /** The files in the folder, none of its folders. */
        FILES,
        /** All files below the folder. */
        TREE,
        /** The files in the folder that a glob's last name matches. */
        MATCHING_FILES,
        /** What in the folder a glob's last name matches: files, and all files below folders. */
        MATCHES
    }

    private Branch(String path, Kind kind, String pattern) {
        this.path = path;
        this.kind = kind;
        this.pattern = pattern;
    }

    static Branch of(Kind kind, String path) {
        return new Branch(path, kind, null);
    }

    static Branch matches(String folder, String pattern) {
        return new Branch(folder, Kind.MATCHES, pattern);
    }

    /** Returns a branch without the folders that this one has. */
    Branch filesOnly() {
        return new Branch(path, pattern == null ? Kind.FILES : Kind.MATCHING_FILES, pattern);
    }

    /** Returns what no other branch of a listing has. */
    String key() {
        return kind + " " + path + (pattern == null ? "" : "/" + pattern);
    }

    String path() {
        return path;
    }

    Kind kind() {
        return kind;
    }

    /** Returns whether names count that a glob matches. */
    boolean isGlob() {
        return pattern != null;
    }

    /** Returns whether folders are listed with all that is below them. */
    boolean isDeep() {
        return kind == Kind.TREE || kind == Kind.MATCHES;
    }

    /** Returns the pattern of the names that count in the folder, or null for all. */
    String patternText() {
        return pattern;
    }

    /** Returns the names that count in the folder. */
    NamePattern pattern() {
        return pattern == null ? NamePattern.ALL : NamePattern.of(pattern);
    }
}
