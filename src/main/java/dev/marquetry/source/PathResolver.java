package dev.marquetry.source;

import java.io.Serializable;
import org.apache.hadoop.fs.Path;

/**
 * Turns a path as it stands in a manifest into one that Hadoop opens.
 *
 * <p>Names are taken literally, as Hadoop and Spark take them: {@code %20} is three characters, {@code #} and {@code ?}
 * are part of the name. A path with a scheme or a leading slash stands for itself, any other is relative to the base.
 */
public final class PathResolver implements Serializable {
    private final String base;
    private final boolean onlyBelow;

    private PathResolver(String base, boolean onlyBelow) {
        this.base = base == null || base.endsWith("/") ? base : base + "/";
        this.onlyBelow = onlyBelow;
    }

    /**
     * Makes a resolver of paths as people give them.
     *
     * @param base the folder of relative paths, or null where only absolute paths are expected
     */
    public PathResolver(String base) {
        this(base, false);
    }

    /** Makes a resolver of paths that are all relative to a folder, whatever they look like. */
    static PathResolver below(String folder) {
        return new PathResolver(folder, true);
    }

    /** Returns the whole path for logs and messages, also of what names no file. */
    public String shown(String path) {
        return path == null || isAbsolute(path) || base == null ? String.valueOf(path) : base + path;
    }

    /**
     * Resolves one path.
     *
     * @param path the path as given, may be null
     * @return the path to open
     * @throws FetchException if the path is blank, or relative without a base, or has credentials in it, or is
     *     not a path at all
     */
    public Path resolve(String path) throws FetchException {
        if (path == null || path.isBlank()) {
            throw new FetchException(
                    FetchException.Fault.BLANK_PATH, path == null ? "the path is null" : "the path is blank", null);
        }
        if (!isAbsolute(path) && base == null) {
            throw new FetchException(
                    FetchException.Fault.BAD_PATH, "the path is relative and input.base is not set", null);
        }
        if (isAbsolute(path) && PathCredentials.areIn(path)) {
            throw new FetchException(
                    FetchException.Fault.BAD_PATH,
                    "there are credentials in the path, which is not opened: name them in Hadoop's settings",
                    null);
        }
        try {
            return new Path(isAbsolute(path) ? path : base + path);
        } catch (IllegalArgumentException notAPath) {
            throw new FetchException(FetchException.Fault.BAD_PATH, "not a path: " + notAPath.getMessage(), notAPath);
        }
    }

    /** A scheme, as RFC 3986 spells it, followed by {@code :/}; a colon alone may be part of a file's name. */
    private boolean isAbsolute(String path) {
        if (onlyBelow) {
            return false;
        }
        if (path.startsWith("/")) {
            return true;
        }
        int colon = path.indexOf(":/");
        if (colon < 1 || !Character.isLetter(path.charAt(0))) {
            return false;
        }
        return path.substring(0, colon)
                .chars()
                .allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || c == '+' || c == '-' || c == '.'));
    }
}
