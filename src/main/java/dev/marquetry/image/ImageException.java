package dev.marquetry.image;

import java.io.PrintWriter;
import java.io.StringWriter;

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
        TOO_LARGE,
        /** The file has pixels to go through so many times that it would be decoded for minutes. */
        TOO_SLOW,
        /** The image does not fit into the memory of this process. */
        OUT_OF_MEMORY,
        /** Our own code failed at the image, which is no fault of the file; the message holds the stack trace. */
        INTERNAL
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

    /**
     * Makes the exception of an image that does not fit into memory.
     *
     * @param bytes how many bytes it needs at least
     * @param error what the JVM said
     */
    public static ImageException outOfMemory(long bytes, OutOfMemoryError error) {
        return new ImageException(
                Fault.OUT_OF_MEMORY,
                "the image needs " + mebibytes(bytes) + " MiB of memory at least, and the heap of this process, which"
                        + " its tasks share, has "
                        + mebibytes(Runtime.getRuntime().maxMemory())
                        + " MiB: give executors more memory (" + error.getMessage() + ")",
                error);
    }

    /** Makes the exception of an image that our own code failed at. */
    static ImageException internal(RuntimeException failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return new ImageException(
                Fault.INTERNAL, "Marquetry failed at this image, which is an error of ours: " + trace, failure);
    }

    private static long mebibytes(long bytes) {
        return (bytes + (1 << 20) - 1) >> 20;
    }

    /** Returns the kind of fault. */
    public Fault fault() {
        return fault;
    }
}
