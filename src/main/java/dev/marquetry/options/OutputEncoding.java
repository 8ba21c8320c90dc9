package dev.marquetry.options;

/** How a tensor stands in its column. */
public enum OutputEncoding {
    /** As a list of its elements. */
    LIST,
    /** As the little-endian bytes of its elements. */
    BINARY,
    /** As bytes in NumPy's file format, shape and type included. */
    NPY
}
