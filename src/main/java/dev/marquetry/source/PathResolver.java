package dev.marquetry.source;

import dev.marquetry.options.PathCredentials;
import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectException;
import dev.marquetry.options.SourceOptions;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * Turns a path as it stands in a manifest into one that Hadoop opens.
 *
 * <p>Names are taken literally, as Hadoop and Spark take them: {@code %20} is three characters, {@code #} and {@code ?}
 * are part of the name. A path with a scheme or a leading slash stands for itself, any other is relative to the base.
 * Paths of which Hadoop would make another name are refused, and so are those of servers that nobody has allowed.
 */
public final class PathResolver implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String base;
    private final boolean onlyBelow;
    private final List<String> allowedSchemes;

    private PathResolver(String base, boolean onlyBelow, List<String> allowedSchemes) {
        this.base = base == null || base.endsWith("/") ? base : base + "/";
        this.onlyBelow = onlyBelow;
        // Not one of the JDK's immutable lists: Spark may be set to ship with Kryo.
        this.allowedSchemes = new ArrayList<>(allowedSchemes);
    }

    /**
     * Makes a resolver of paths as people give them.
     *
     * @param base the folder of relative paths, or null where only absolute paths are expected
     */
    public PathResolver(String base) {
        this(base, false, List.of());
    }

    /** Makes a resolver of paths that are all relative to a folder, whatever they look like. */
    static PathResolver below(String folder) {
        return new PathResolver(folder, true, List.of());
    }

    /**
     * Returns a resolver that opens paths of these schemes too.
     *
     * @param schemes some of http, https, ftp and sftp
     */
    public PathResolver allowing(List<String> schemes) {
        return new PathResolver(base, onlyBelow, schemes);
    }

    /** Returns the whole path for logs and messages, also of what names no file. */
    public String shown(String path) {
        return path == null || isAbsolute(path) || base == null ? String.valueOf(path) : base + path;
    }

    /** Returns the scheme of relative paths, in lower case, where they have one. */
    Optional<String> baseScheme() {
        return base == null ? Optional.empty() : scheme(base);
    }

    /** Returns whether paths of a scheme, in lower case, are opened at all. */
    boolean allows(String scheme) {
        return !SourceOptions.GUARDED_SCHEMES.contains(scheme) || allowedSchemes.contains(scheme);
    }

    /**
     * Resolves one path.
     *
     * @param path the path as given, may be null
     * @return the path to open
     * @throws RejectException if the path is blank, or relative without a base, or has credentials in it, or is not a
     *     path at all, or would be taken for another one, or its scheme is not allowed
     */
    public Path resolve(String path) throws RejectException {
        if (path == null || path.isBlank()) {
            throw new RejectException(
                    RejectCode.BLANK_PATH, path == null ? "the path is null" : "the path is blank", null);
        }
        if (onlyBelow) {
            return path(base + path);
        }
        if (PathCredentials.areIn(path)) {
            throw bad("there are credentials in the path, which is not opened: name them in Hadoop's settings");
        }
        boolean absolute = isAbsolute(path);
        if (!absolute && base == null) {
            throw bad("the path is relative and input.base is not set");
        }
        String whole = absolute ? path : base + path;
        String scheme = scheme(whole).orElse(null);
        if (scheme == null) {
            return path(whole);
        }
        if (!allows(scheme)) {
            throw new RejectException(
                    RejectCode.SCHEME_NOT_ALLOWED,
                    "paths of " + scheme + " are not opened unless the option input.schemes names " + scheme,
                    null);
        }
        if (ObjectKeys.areOf(scheme)) {
            refuseFolded(absolute ? ObjectKeys.of(path) : withoutSteps(path));
        }
        // Hadoop's settings know schemes in lower case only.
        return path(scheme + whole.substring(scheme.length()));
    }

    private static void refuseFolded(String key) throws RejectException {
        String fold = ObjectKeys.folded(key).orElse(null);
        if (fold != null) {
            throw bad(
                    "the object's key has " + fold + ": Hadoop's paths cannot name such a key, they would open another"
                            + " object; copy it to a key without");
        }
    }

    /** A relative path may lead through this folder and the ones above, in steps before any name. */
    private static String withoutSteps(String path) {
        String rest = path;
        while (rest.startsWith("./") || rest.startsWith("../")) {
            rest = rest.substring(rest.indexOf('/') + 1);
        }
        return rest;
    }

    private static Path path(String whole) throws RejectException {
        try {
            return new Path(whole);
        } catch (IllegalArgumentException notAPath) {
            throw new RejectException(RejectCode.BAD_PATH, "not a path: " + notAPath.getMessage(), notAPath);
        }
    }

    private static RejectException bad(String message) {
        return new RejectException(RejectCode.BAD_PATH, message, null);
    }

    private boolean isAbsolute(String path) {
        return !onlyBelow && (path.startsWith("/") || scheme(path).isPresent());
    }

    /**
     * Returns the scheme of a path in lower case: one as RFC 3986 spells it, followed by {@code :/}; a colon alone may
     * be part of a file's name.
     */
    static Optional<String> scheme(String path) {
        int colon = path.indexOf(":/");
        if (colon < 1 || !isLetter(path.charAt(0))) {
            return Optional.empty();
        }
        for (int index = 1; index < colon; index++) {
            char character = path.charAt(index);
            if (!isLetter(character) && !(character >= '0' && character <= '9') && "+-.".indexOf(character) < 0) {
                return Optional.empty();
            }
        }
        return Optional.of(path.substring(0, colon).toLowerCase(Locale.ROOT));
    }

    private static boolean isLetter(char character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    }
}
