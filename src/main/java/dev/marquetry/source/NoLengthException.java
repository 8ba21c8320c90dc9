package dev.marquetry.source;

import dev.marquetry.options.PathCredentials;
import dev.marquetry.options.SourceOptions;
import dev.marquetry.options.UserException;

/** A manifest notes something as the length of a file that is none. Thrown by tasks. */
final class NoLengthException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 60;

    /**
     * @param path the image's, as the manifest has it, or null
     * @param value what it notes
     */
    NoLengthException(String path, String value) {
        super("the row of " + path + " has there: "
                + PathCredentials.masked(value.length() > SHOWN ? value.substring(0, SHOWN) + "..." : value));
    }

    /** Returns what a user is told. */
    UserException refusal(SourceOptions options) {
        return new UserException(
                UserException.Kind.USAGE,
                "input.length-column holds no whole numbers: "
                        + options.lengthColumn().orElse(""),
                getMessage(),
                "name the column that holds the lengths of the images' files in bytes, or leave the option out");
    }
}
