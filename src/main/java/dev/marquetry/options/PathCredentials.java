package dev.marquetry.options;

import java.util.regex.Pattern;

/**
 * Credentials within a path, as in {@code s3a://KEY:SECRET@bucket/folder}, in any spelling: with one slash, in upper
 * case, percent-encoded.
 *
 * <p>Paths stand in logs, in reports and in the data, where no secret may stand: such a path is refused, and shown
 * without them. A container before an at sign, as in {@code abfss://container@account/folder}, is none.
 */
public final class PathCredentials {
    private static final String COLON = "(?::|%3a)";
    private static final String AT = "(?:@|%40)";

    /** Of S3 alone, where what stands before the at sign is a key in any case, and a secret may have slashes. */
    private static final String OF_S3 =
            "(s3[an]?" + COLON + "(?:/|%2f)*)(?:[^/@\\s]*" + COLON + "[^@\\s]*|[^/@\\s]*)" + AT;

    /** One slash after {@code file:} begins a path, whose names may have colons and at signs. */
    private static final String PLAIN = "((?!file:/[^/])[a-z][a-z0-9+.-]*:/{1,2})[^/@\\s]*" + COLON + "[^/@\\s]*" + AT;

    private static final String ENCODED =
            "([a-z][a-z0-9+.-]*%3a(?:%2f){1,2})(?:(?!%2f)[^/@\\s])*" + COLON + "(?:(?!%2f)[^/@\\s])*" + AT;

    private static final String MASK = "***@";

    private static final Pattern CREDENTIALS = Pattern.compile(
            "(?<![a-z0-9+.-])(?:" + OF_S3 + "|" + PLAIN + "|" + ENCODED + ")", Pattern.CASE_INSENSITIVE);

    private PathCredentials() {}

    /** Returns whether there are credentials in a path, or were before it was {@link #masked}. */
    public static boolean areIn(String path) {
        return mayBeIn(path)
                && (path.contains("/" + MASK) || CREDENTIALS.matcher(path).find());
    }

    /** Returns a text with the credentials of all paths in it replaced by asterisks. */
    public static String masked(String text) {
        return text == null || !mayBeIn(text)
                ? text
                : CREDENTIALS.matcher(text).replaceAll(found -> prefix(found.group(1), found.group(2), found.group(3)));
    }

    /** An at sign is seldom in a path, and looking for one costs little. */
    private static boolean mayBeIn(String text) {
        return text.indexOf('@') >= 0 || text.contains("%40");
    }

    private static String prefix(String... groups) {
        for (String group : groups) {
            if (group != null) {
                return group.replace("$", "\\$") + MASK;
            }
        }
        throw new IllegalStateException("no group of the pattern matched");
    }
}
