package dev.marquetry.spark;

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
 * @param pathColumn the dataset's column of paths
 */
public record OutputOptions(
        String path,
        OutputMode mode,
        OutputEncoding encoding,
        OutputCompression compression,
        List<String> partitionBy,
        long fileSize,
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

    /** The name of the column of paths, unless another is wanted. */
    public static final String DEFAULT_PATH_COLUMN = "path";

    /** Makes options whose column of paths has its default name. */
    public OutputOptions(
            String path,
            OutputMode mode,
            OutputEncoding encoding,
            OutputCompression compression,
            List<String> partitionBy,
            long fileSize) {
        this(path, mode, encoding, compression, partitionBy, fileSize, DEFAULT_PATH_COLUMN);
    }

    /** Returns options that differ in the name of the column of paths. */
    public OutputOptions withPathColumn(String name) {
        return new OutputOptions(path, mode, encoding, compression, partitionBy, fileSize, name);
    }

    /** Checks the file size. */
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
    }
}
