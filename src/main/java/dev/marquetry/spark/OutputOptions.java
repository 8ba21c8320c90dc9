package dev.marquetry.spark;

import dev.marquetry.parquet.MarquetryFileFormat;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;

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
 */
public record OutputOptions(
        String path,
        OutputMode mode,
        OutputEncoding encoding,
        OutputCompression compression,
        List<String> partitionBy,
        long fileSize,
        long rowGroupSize)
        implements Serializable {
    /** Checks the sizes. */
    public OutputOptions {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(encoding, "encoding");
        Objects.requireNonNull(compression, "compression");
        partitionBy = List.copyOf(partitionBy);
        if (fileSize < 1) {
            throw new IllegalArgumentException("fileSize must be at least 1 byte: " + fileSize);
        }
        if (rowGroupSize < 1) {
            throw new IllegalArgumentException("rowGroupSize must be at least 1 byte: " + rowGroupSize);
        }
    }

    /** Takes row groups of {@link MarquetryFileFormat#DEFAULT_ROW_GROUP_SIZE}. */
    public OutputOptions(
            String path,
            OutputMode mode,
            OutputEncoding encoding,
            OutputCompression compression,
            List<String> partitionBy,
            long fileSize) {
        this(path, mode, encoding, compression, partitionBy, fileSize, MarquetryFileFormat.DEFAULT_ROW_GROUP_SIZE);
    }
}
