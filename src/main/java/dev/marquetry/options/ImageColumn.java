package dev.marquetry.options;

/** Whether the arrays of the images themselves are written. */
public enum ImageColumn {
    /** They stand in the column {@code image}. */
    WRITTEN,
    /** There is no such column: only what models make of the images is written. */
    OMITTED
}
