package dev.marquetry.parquet;

import dev.marquetry.options.TensorColumn;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.spark.sql.execution.datasources.parquet.ParquetReadSupport;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Single rows of a file of the format {@code marquetry}, read without Spark.
 *
 * <p>Of a tensor only the page of its row is read, and once for a row group the dictionary and the index of pages; of
 * the other columns that are wanted the whole row group, which has 256 rows at most. What is read is held against the
 * checksums of its pages. Half floats are read like any other values. For one thread.
 */
public final class StoredRows implements Closeable {
    private final Path path;
    private final SourceFooter footer;
    private final String description;
    private final Map<String, TensorColumn> tensors;
    private final FileRanges in;
    private final PageDecompressor decompressor;
    private final Set<String> unread;
    private final Map<String, TensorReads> reads = new HashMap<>();
    private int rowGroup = -1;
    private long rowGroupStart;
    private RowTexts texts;
    private long next;

    private StoredRows(
            Path path, SourceFooter footer, FileRanges in, PageDecompressor decompressor, Set<String> unread) {
        this.path = path;
        this.footer = footer;
        this.description = footer.metadata().get(FooterDescription.KEY);
        this.tensors = tensors(footer);
        this.in = in;
        this.decompressor = decompressor;
        this.unread = unread.stream().filter(name -> !tellsShapes(name)).collect(Collectors.toSet());
    }

    private boolean tellsShapes(String column) {
        return tensors.values().stream()
                .anyMatch(tensor -> tensor.shapeColumns().contains(column));
    }

    /**
     * Opens a file and reads its footer.
     *
     * @param path the file
     * @param bytes its size
     * @param unread columns without tensors to leave out, except for those that tell the shapes of tensors
     * @param configuration Hadoop's, for its file system
     * @throws IOException if it is missing, cannot be read or is not of the format; the message names it
     */
    public static StoredRows open(Path path, long bytes, Set<String> unread, Configuration configuration)
            throws IOException {
        try {
            FileSystem fileSystem = path.getFileSystem(configuration);
            FileStatus status = new FileStatus(bytes, false, 0, 0, 0, path);
            SourceFooter footer = new SourceFooter(path, fileSystem, status);
            requireTensors(footer);
            return new StoredRows(
                    path, footer, new FileRanges(fileSystem, status), new PageDecompressor(configuration), unread);
        } catch (FileNotFoundException e) {
            throw new IOException(path + ": the file is missing", e);
        }
    }

    private static void requireTensors(SourceFooter footer) throws IOException {
        Set<String> described;
        try {
            described = tensors(footer).keySet();
        } catch (RuntimeException e) {
            throw footer.damaged(e);
        }
        for (FooterDescription.Column column : footer.columns().tensors()) {
            if (!described.contains(column.name())) {
                throw footer.damaged(new IOException("Spark's schema describes no tensors of " + column.name()));
            }
        }
    }

    private static Map<String, TensorColumn> tensors(SourceFooter footer) {
        String rows = footer.metadata().get(ParquetReadSupport.SPARK_METADATA_KEY());
        Map<String, TensorColumn> tensors = new LinkedHashMap<>();
        if (rows != null && DataType.fromJson(rows) instanceof StructType schema) {
            for (StructField field : schema.fields()) {
                TensorColumn.fromFiles(field.metadata()).ifPresent(column -> tensors.put(field.name(), column));
            }
        }
        return tensors;
    }

    /** Returns the tensor columns by name, in the order of the file. */
    public Map<String, TensorColumn> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    /** Returns the tensor columns that models gave. */
    public Set<String> ofModels() {
        return FooterDescription.ofModels(description);
    }

    /** Returns how pixels became the values of the other tensor columns, or nothing where the file does not say it. */
    public Optional<PixelScaling> scaling() {
        return FooterDescription.scaling(description);
    }

    /** Returns the column of paths, or nothing where the file does not name it. */
    public Optional<String> pathColumn() {
        return FooterDescription.pathColumn(description);
    }

    /**
     * Reads a row.
     *
     * @param row from 0, beyond those that were read before
     * @param column a tensor column
     * @throws IOException if the file cannot be read or is damaged; the message names it
     */
    public StoredRow row(long row, String column) throws IOException {
        if (row < next) {
            throw new IllegalArgumentException("row " + row + " comes before row " + next);
        }
        find(row);
        next = row + 1;
        long inGroup = row - rowGroupStart;
        Map<String, String> values = texts(inGroup);
        return new StoredRow(values, tensor((int) inGroup, column, values));
    }

    /** Goes on to the row group of a row. */
    private void find(long row) throws IOException {
        List<BlockMetaData> groups = footer.rowGroups();
        while (rowGroup < 0 || row >= rowGroupStart + groups.get(rowGroup).getRowCount()) {
            rowGroupStart += rowGroup < 0 ? 0 : groups.get(rowGroup).getRowCount();
            rowGroup++;
            texts = null;
            reads.clear();
            if (rowGroup == groups.size()) {
                throw footer.damaged(
                        new IOException("it has " + rowGroupStart + " rows, so none has the number " + row));
            }
        }
    }

    private Map<String, String> texts(long inGroup) throws IOException {
        if (texts == null) {
            texts = new RowTexts(footer, rowGroup, unread, in, decompressor);
        }
        try {
            return texts.at(inGroup);
        } catch (RuntimeException e) {
            throw new DamagedFileException(path, "row group " + rowGroup, e);
        }
    }

    private StoredTensor tensor(int inGroup, String name, Map<String, String> values) throws IOException {
        FooterDescription.Column described = footer.columns().tensors().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no tensor column " + name));
        ColumnDescriptor leaf = footer.columns().leaf(described);
        TensorReads pages = reads.get(name);
        if (pages == null) {
            pages = reads(leaf);
            reads.put(name, pages);
        }
        TensorColumn column = tensors.get(name);
        PageReader page = pages.row(inGroup);
        try {
            return StoredTensor.of(column, described.encoding(), shape(column, values), leaf, page, footer.version());
        } catch (IOException | RuntimeException e) {
            throw pages.damaged(e);
        }
    }

    private TensorReads reads(ColumnDescriptor leaf) throws IOException {
        BlockMetaData group = footer.rowGroups().get(rowGroup);
        ColumnChunkMetaData chunk = group.getColumns().stream()
                .filter(any -> footer.leaf(any).equals(leaf))
                .findFirst()
                .orElseThrow();
        PageContents contents = new PageContents(leaf, chunk.getCodec(), decompressor);
        return new TensorReads(path, rowGroup, chunk, group.getRowCount(), in, contents);
    }

    /** Returns the row's shape, or nothing where no column tells it. */
    private static Optional<List<Integer>> shape(TensorColumn column, Map<String, String> values) throws IOException {
        if (column.shape().isPresent() || column.shapeColumns().isEmpty()) {
            return column.shape();
        }
        List<Integer> shape = new ArrayList<>();
        for (String size : column.shapeColumns()) {
            if (!values.containsKey(size)) {
                throw new IOException("a row has no " + size);
            }
            shape.add(Integer.valueOf(values.get(size)));
        }
        return Optional.of(shape);
    }

    @Override
    public void close() throws IOException {
        decompressor.release();
        in.close();
    }
}
