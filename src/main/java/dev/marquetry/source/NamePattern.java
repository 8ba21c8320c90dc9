package dev.marquetry.source;

import org.apache.hadoop.fs.GlobPattern;

/**
 * One name of a glob, in Hadoop's spelling.
 *
 * <p>As in a shell, only a pattern that begins with a dot matches names that do.
 */
final class NamePattern {
    /** Matches every name that is not hidden. */
    static final NamePattern ALL = new NamePattern("*");

    private final GlobPattern pattern;
    private final boolean hidden;

    private NamePattern(String text) {
        this.pattern = new GlobPattern(text);
        this.hidden = text.startsWith(".");
    }

    /**
     * @throws IllegalArgumentException if it is no pattern, such as one with a bracket that is not closed
     */
    static NamePattern of(String text) {
        return new NamePattern(text);
    }

    /** Returns whether a name has a wildcard, or a character that is escaped. */
    static boolean isIn(String name) {
        return name.chars().anyMatch(character -> "*?[{\\".indexOf(character) >= 0);
    }

    boolean hasWildcard() {
        return pattern.hasWildcard();
    }

    boolean matches(String name) {
        return pattern.matches(name);
    }

    /** Returns whether a name is passed over though it may match. */
    boolean hides(String name) {
        return !hidden && ImageNames.isHidden(name);
    }
}
