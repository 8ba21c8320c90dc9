package dev.marquetry.image;

/**
 * One image cannot be turned into the pixels that fastai would give.
 *
 * <p>The message says what is wrong with the file, without its path: the caller knows the path and adds it once.
 */
public class ImageException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Fault fault;

    /** The kinds of fault; the name is what stands in the {@code error} column of {@code rejects/}. */
    public enum Fault {
        /** The file has no bytes. */
        EMPTY,
        /** The bytes are no image of any known format. */
        NOT_AN_IMAGE,
        /** The file is an image, of a format or a variant that is not decoded. */
        UNSUPPORTED,
        /** The file ends before its image does. */
        TRUNCATED,
        /** The file contradicts its own format. */
        CORRUPT,
        /** The image has more pixels than the limit. */
        TOO_LARGE
    }

    /**
     * Makes the exception.
     *
     * @param fault the kind of fault
     * @param message what is wrong with the file
     */
    public ImageException(Fault fault, String message) {
        this(fault, message, null);
    }

    /**
     * Makes the exception.
     *
     * @param fault the kind of fault
     * @param message what is wrong with the file
     * @param cause what the decoder threw, or null
     */
    public ImageException(Fault fault, String message, Throwable cause) {
        super(message, cause);
        this.fault = fault;
    }

    /** Returns the kind of fault. */
    public Fault fault() {
        return fault;
    }
}
