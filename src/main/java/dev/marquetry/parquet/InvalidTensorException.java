package dev.marquetry.parquet;

/** A row whose tensor is not what its column declares. The message names column, row, rule and value. */
final class InvalidTensorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidTensorException(String message) {
        super(message);
    }
}
