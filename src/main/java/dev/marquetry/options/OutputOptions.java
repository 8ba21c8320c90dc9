package dev.marquetry.options;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Where the dataset goes and what its files are like.
 *
 * @param path the dataset's folder
 * @param mode what is done when it is there already
 * @param encoding how a tensor stands in its column
 * @param compression the codec of the pages
 * @param partitionBy carried-through columns that the files are partitioned by
 * @param fileSize target size of one file in bytes
 * @param rowGroupSize most bytes of a row group as read, one row aside
 * @param pathColumn the dataset's column of paths
 */
public record OutputOptions(
        String path,
        OutputMode mode,
        TensorEncoding encoding,
        OutputCompression compression,
        List<String> partitionBy,
        long fileSize,
        long rowGroupSize,
        String pathColumn)
        implements Serializable {
    /** The columns that a dataset has of its own beside that of the paths, in lower case: Spark tells no case apart. */
    public static final Set<String> OWN_COLUMNS = Set.of(
            "image",
            "height",
            "width",
            "channels",
            "source_height",
            "source_width",
            "source_length",
            "source_modified",
            "source_hash",
            "stage",
            "error",
            "message");

    /**
     * The size of a row group, unless another is wanted: 32 MiB. Spark's own reader holds a whole row group, with two
     * levels for each value: of float32 tensors that is three times this size and, while its arrays grow, six.
     */
    public static final long DEFAULT_ROW_GROUP_SIZE = 32L << 20;

    /** The name of the column of paths, unless another is wanted. */
    public static final String DEFAULT_PATH_COLUMN = "path";

    /** Returns options that differ in the name of the column of paths. */
    public OutputOptions withPathColumn(String name) {
        return new OutputOptions(path, mode, encoding, compression, partitionBy, fileSize, rowGroupSize, name);
    }

    /** Checks the sizes. */
    public OutputOptions {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(encoding, "encoding");
        Objects.requireNonNull(compression, "compression");
        Objects.requireNonNull(pathColumn, "pathColumn");
        partitionBy = List.copyOf(partitionBy);
        if (fileSize < 1) {
            throw new IllegalArgumentException("fileSize must be at least 1 byte: " + fileSize);
        }
        if (rowGroupSize < 1) {
            throw new IllegalArgumentException("rowGroupSize must be at least 1 byte: " + rowGroupSize);
        }
    }

    /**
     * Takes row groups of {@link #DEFAULT_ROW_GROUP_SIZE}, and the default name of the column of
     * paths.
     */
    public OutputOptions(
            String path,
            OutputMode mode,
            TensorEncoding encoding,
            OutputCompression compression,
            List<String> partitionBy,
            long fileSize) {
        this(path, mode, encoding, compression, partitionBy, fileSize, DEFAULT_ROW_GROUP_SIZE, DEFAULT_PATH_COLUMN);
    }
}
