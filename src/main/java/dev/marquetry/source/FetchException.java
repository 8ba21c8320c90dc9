package dev.marquetry.source;

/**
 * The bytes of one image cannot be had.
 *
 * <p>The message says what is wrong, without the image's path: the caller knows the path and adds it once.
 */
public class FetchException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Fault fault;

    /** The kinds of fault; the name is what stands in the {@code error} column of {@code rejects/}. */
    public enum Fault {
        /** The path is null or blank. */
        BLANK_PATH,
        /** The path is no path that Hadoop understands, or its file system is unknown. */
        BAD_PATH,
        /** There is nothing at the path. */
        NOT_FOUND,
        /** There is a directory at the path. */
        IS_DIRECTORY,
        /** There is a pipe, a socket or a device at the path, or a link that leads back to itself. */
        NOT_A_FILE,
        /** The scheme of the path is contacted only where {@code input.schemes} names it. */
        SCHEME_NOT_ALLOWED,
        /** The file may not be read. */
        PERMISSION_DENIED,
        /** The file is too large to be held in this executor's memory. */
        FILE_TOO_LARGE,
        /** The file system failed, also when it was asked again. */
        IO_ERROR
    }

    /**
     * Makes the exception.
     *
     * @param fault the kind of fault
     * @param message what is wrong
     * @param cause what the file system threw, or null
     */
    public FetchException(Fault fault, String message, Throwable cause) {
        super(message, cause);
        this.fault = fault;
    }

    /** Returns the kind of fault. */
    public Fault fault() {
        return fault;
    }
}
