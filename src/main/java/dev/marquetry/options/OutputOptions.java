package dev.marquetry.options;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Where the dataset goes and what its files are like. Immutable. */
public final class OutputOptions implements Serializable {
    /** The columns that every dataset has beside that of the paths, in lower case: Spark tells no case apart. */
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

    /** The target size of one file, unless another is wanted: 256 MiB. */
    public static final long DEFAULT_FILE_SIZE = 256L << 20;

    private static final long serialVersionUID = 1L;

    private final String path;
    private OutputMode mode = OutputMode.ERROR;
    private TensorEncoding encoding = TensorEncoding.LIST;
    private OutputCompression compression = OutputCompression.ZSTD;
    private List<String> partitionBy = List.of();
    private long fileSize = DEFAULT_FILE_SIZE;
    private long rowGroupSize = DEFAULT_ROW_GROUP_SIZE;
    private String pathColumn = DEFAULT_PATH_COLUMN;
    private UpdateOptions update = UpdateOptions.DEFAULT;

    private OutputOptions(String path) {
        this.path = Objects.requireNonNull(path, "path");
    }

    /**
     * Makes options with the defaults: a new dataset of lists, compressed by Zstandard, without partitions.
     *
     * @param path the dataset's folder
     */
    public static OutputOptions to(String path) {
        return new OutputOptions(path);
    }

    private OutputOptions copy() {
        OutputOptions copy = new OutputOptions(path);
        copy.mode = mode;
        copy.encoding = encoding;
        copy.compression = compression;
        copy.partitionBy = partitionBy;
        copy.fileSize = fileSize;
        copy.rowGroupSize = rowGroupSize;
        copy.pathColumn = pathColumn;
        copy.update = update;
        return copy;
    }

    /** Returns these options with another way to treat a dataset that is there already. */
    public OutputOptions withMode(OutputMode choice) {
        OutputOptions changed = copy();
        changed.mode = Objects.requireNonNull(choice, "choice");
        return changed;
    }

    /** Returns these options with another way for tensors to stand in their columns. */
    public OutputOptions withEncoding(TensorEncoding choice) {
        OutputOptions changed = copy();
        changed.encoding = Objects.requireNonNull(choice, "choice");
        return changed;
    }

    /** Returns these options with another codec of the pages. */
    public OutputOptions withCompression(OutputCompression codec) {
        OutputOptions changed = copy();
        changed.compression = Objects.requireNonNull(codec, "codec");
        return changed;
    }

    /** Returns these options with carried-through columns that the files are partitioned by. */
    public OutputOptions withPartitionBy(List<String> columns) {
        OutputOptions changed = copy();
        changed.partitionBy = List.copyOf(columns);
        return changed;
    }

    /** Returns these options with another target size of one file in bytes. */
    public OutputOptions withFileSize(long bytes) {
        OutputOptions changed = copy();
        changed.fileSize = positive(bytes, "fileSize");
        return changed;
    }

    /** Returns these options with another size of row groups: most bytes as read, one row aside. */
    public OutputOptions withRowGroupSize(long bytes) {
        OutputOptions changed = copy();
        changed.rowGroupSize = positive(bytes, "rowGroupSize");
        return changed;
    }

    /** Returns these options with another name of the dataset's column of paths. */
    public OutputOptions withPathColumn(String name) {
        OutputOptions changed = copy();
        changed.pathColumn = Objects.requireNonNull(name, "name");
        return changed;
    }

    /** Returns these options with another way to bring a dataset up to date. */
    public OutputOptions withUpdate(UpdateOptions choice) {
        OutputOptions changed = copy();
        changed.update = Objects.requireNonNull(choice, "choice");
        return changed;
    }

    private static long positive(long bytes, String name) {
        if (bytes < 1) {
            throw new IllegalArgumentException(name + " must be at least 1 byte: " + bytes);
        }
        return bytes;
    }

    /** Returns the dataset's folder. */
    public String path() {
        return path;
    }

    /** Returns what is done when the dataset is there already. */
    public OutputMode mode() {
        return mode;
    }

    /** Returns how a tensor stands in its column. */
    public TensorEncoding encoding() {
        return encoding;
    }

    /** Returns the codec of the pages. */
    public OutputCompression compression() {
        return compression;
    }

    /** Returns the carried-through columns that the files are partitioned by. */
    public List<String> partitionBy() {
        return partitionBy;
    }

    /** Returns the target size of one file in bytes. */
    public long fileSize() {
        return fileSize;
    }

    /** Returns the most bytes of a row group as read, one row aside. */
    public long rowGroupSize() {
        return rowGroupSize;
    }

    /** Returns the dataset's column of paths. */
    public String pathColumn() {
        return pathColumn;
    }

    /** Returns how the mode {@link OutputMode#UPDATE} brings a dataset up to date. */
    public UpdateOptions update() {
        return update;
    }

    private List<Object> values() {
        return List.of(path, mode, encoding, compression, partitionBy, fileSize, rowGroupSize, pathColumn, update);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OutputOptions options && values().equals(options.values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    @Override
    public String toString() {
        return "OutputOptions" + values();
    }
}
