package dev.marquetry.tensor;

/**
 * A model cannot be loaded, or makes no array of a batch.
 *
 * <p>The message says what is wrong, in the engine's words where they are the engine's, without the model's path: the
 * caller knows it and adds it once.
 */
public class ModelException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Fault fault;

    /** The kinds of fault; the name is what stands in the {@code error} column of {@code rejects/}. */
    public enum Fault {
        /** The file is no model that the engine reads. */
        UNREADABLE,
        /** The engine failed, or the model refused the batch. */
        ENGINE,
        /** What the model gives is not one array of numbers per image, of the shape that its column has. */
        OUTPUT
    }

    /**
     * Makes the exception.
     *
     * @param fault the kind of fault
     * @param message what is wrong
     */
    public ModelException(Fault fault, String message) {
        this(fault, message, null);
    }

    /**
     * Makes the exception.
     *
     * @param fault the kind of fault
     * @param message what is wrong
     * @param cause what the engine threw, or null
     */
    public ModelException(Fault fault, String message, Throwable cause) {
        super(message, cause);
        this.fault = fault;
    }

    /** Returns the kind of fault. */
    public Fault fault() {
        return fault;
    }
}
