package dev.marquetry.options;

/** What the cells of a tensor column are in a DataFrame. */
public enum CellForm {
    /** Bytes, with metadata that declare the tensor: what {@code format("marquetry")} writes. */
    TENSOR,
    /** Arrays of numbers, which SQL takes apart. */
    ARRAY
}
