package dev.marquetry.options;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * One image gives no array: its bytes cannot be read, are not an image that is decoded, or the engine fails on it.
 *
 * <p>The message says what is wrong, without the path of the image or the model: the caller knows it and adds it once.
 */
public class RejectException extends Exception {
    private static final long serialVersionUID = 1L;

    private final RejectCode code;

    /**
     * Makes the exception.
     *
     * @param code why
     * @param message what is wrong
     */
    public RejectException(RejectCode code, String message) {
        this(code, message, null);
    }

    /**
     * Makes the exception.
     *
     * @param code why
     * @param message what is wrong
     * @param cause what the file system, the decoder or the engine threw, or null
     */
    public RejectException(RejectCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /**
     * Makes the exception of an image that does not fit into memory.
     *
     * @param bytes how many bytes it needs at least
     * @param error what the JVM said
     */
    public static RejectException outOfMemory(long bytes, OutOfMemoryError error) {
        return new RejectException(
                RejectCode.OUT_OF_MEMORY,
                "the image needs " + mebibytes(bytes) + " MiB of memory at least, and the heap of this process, which"
                        + " its tasks share, has "
                        + mebibytes(Runtime.getRuntime().maxMemory())
                        + " MiB: give executors more memory (" + error.getMessage() + ")",
                error);
    }

    /** Makes the exception of an image that our own code failed at. */
    public static RejectException internal(RuntimeException failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return new RejectException(
                RejectCode.INTERNAL, "Marquetry failed at this image, which is an error of ours: " + trace, failure);
    }

    private static long mebibytes(long bytes) {
        return (bytes + (1 << 20) - 1) >> 20;
    }

    /** Returns why the image gave no array. */
    public RejectCode code() {
        return code;
    }
}
