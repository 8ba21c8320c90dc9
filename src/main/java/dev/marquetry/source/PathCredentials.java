package dev.marquetry.source;

import java.util.regex.Pattern;

/**
 * Credentials within a path, as in {@code s3a://KEY:SECRET@bucket/folder}.
 *
 * <p>Paths stand in logs, in reports and in the data, where no secret may stand: such a path is refused, and shown
 * without them. A container before an at sign, as in {@code abfss://container@account/folder}, is none.
 */
public final class PathCredentials {
    private static final Pattern CREDENTIALS = Pattern.compile(
            "(s3[an]?://)(?:[^/@]*:[^@]*|[^/@]*)@|([a-z][a-z0-9+.-]*://)[^/@]*:[^/@]*@", Pattern.CASE_INSENSITIVE);

    private PathCredentials() {}

    /** Returns whether there are credentials in a path. */
    public static boolean areIn(String path) {
        return CREDENTIALS.matcher(path).lookingAt();
    }

    /** Returns a text with the credentials of all paths in it replaced by asterisks. */
    public static String masked(String text) {
        return CREDENTIALS
                .matcher(text)
                .replaceAll(found -> (found.group(1) == null ? found.group(2) : found.group(1)) + "***@");
    }
}
