package dev.marquetry.options;

import java.util.Objects;

/**
 * What Spark's data source {@code marquetry-images} is asked for.
 *
 * @param source where the images are
 * @param arrays what is made of an image
 * @param cells what the cells of tensor columns are
 * @param pathColumn the name of the column of paths
 */
public record ImageSourceOptions(SourceOptions source, ArrayOptions arrays, CellForm cells, String pathColumn) {
    /** Checks that nothing is null. */
    public ImageSourceOptions {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(arrays, "arrays");
        Objects.requireNonNull(cells, "cells");
        Objects.requireNonNull(pathColumn, "pathColumn");
    }
}
