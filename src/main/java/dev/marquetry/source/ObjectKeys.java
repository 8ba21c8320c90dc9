package dev.marquetry.source;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Keys of objects, which are plain text to their stores, and paths to Hadoop.
 *
 * <p>Hadoop's {@code Path} folds what means nothing in a path: of {@code p//a.png} it makes {@code p/a.png}, which is
 * the name of another object.
 */
final class ObjectKeys {
    private static final Set<String> STORES = Set.of(
            "s3", "s3n", "s3a", "gs", "abfs", "abfss", "wasb", "wasbs", "adl", "oss", "cos", "cosn", "obs", "o3fs",
            "ofs");

    private ObjectKeys() {}

    /** Returns whether a scheme, in any case, is that of a store of objects. */
    static boolean areOf(String scheme) {
        return scheme != null && STORES.contains(scheme.toLowerCase(Locale.ROOT));
    }

    /**
     * Returns what of a key would be folded.
     *
     * @param key the key, without a slash before it
     */
    static Optional<String> folded(String key) {
        if (key.isEmpty()) {
            return Optional.empty();
        }
        List<String> parts = List.of(key.split("/", -1));
        if (parts.contains("")) {
            return Optional.of(key.endsWith("/") ? "a slash at its end" : "an empty part, as between two slashes");
        }
        return parts.stream()
                .filter(part -> ".".equals(part) || "..".equals(part))
                .findFirst()
                .map(part -> "the part " + part);
    }

    /** Returns the key within a URI of a store, without the slash before it. */
    static String of(String uri) {
        String rest = uri.substring(uri.indexOf(':') + 1);
        if (!rest.startsWith("//")) {
            return rest.substring(Math.min(1, rest.length()));
        }
        int slash = rest.indexOf('/', 2);
        return slash < 0 ? "" : rest.substring(slash + 1);
    }
}
