package dev.marquetry.options;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;

/**
 * Declares that a binary column holds tensors: what their values are and how they are laid out.
 *
 * <p>The declaration travels as the metadata of a {@code BinaryType} field. A cell holds one tensor, row-major: the
 * little-endian values themselves or, if there is a lookup table, one byte per value, its code; the value is then what
 * the table says for the code. Immutable and thread-safe.
 */
public final class TensorColumn implements Serializable {
    /** How many codes a lookup table maps per channel. */
    public static final int CODES = 256;

    public static final String KEY = "marquetry.tensor";

    private static final long serialVersionUID = 1L;
    /** The metadata key under which readers find what a column of a file holds. */
    public static final String STORED = "marquetry.stored";

    private static final String DTYPE = "dtype";
    private static final String DIMENSIONS = "dimensions";
    private static final String SHAPE = "shape";
    private static final String SHAPE_COLUMNS = "shapeColumns";
    private static final String LOOKUP_TABLE = "lookupTable";

    private final DType dtype;
    private final List<String> dimensions;
    private final List<Integer> shape;
    private final List<String> shapeColumns;
    private final byte[] lookupTable;

    private TensorColumn(
            DType dtype, List<String> dimensions, List<Integer> shape, List<String> shapeColumns, byte[] lookupTable) {
        this.dtype = Objects.requireNonNull(dtype, "dtype");
        this.dimensions = List.copyOf(dimensions);
        this.shape = List.copyOf(shape);
        this.shapeColumns = List.copyOf(shapeColumns);
        this.lookupTable = lookupTable;
        long elements = 1;
        for (int size : shape) {
            require(size > 0, "a shape must have sizes of at least 1", shape);
            elements *= size;
            require(elements * dtype.bytes() <= Integer.MAX_VALUE, "a tensor must have less than 2 GiB", shape);
        }
        checkLookupTable();
    }

    /**
     * Declares tensors that all have one shape.
     *
     * @param dtype what the values are
     * @param dimensions a name per dimension, such as H, W, C; empty if they have none. The one named C holds channels
     * @param shape the size of each dimension
     * @throws IllegalArgumentException if there are not as many names as sizes, or a size is below 1
     */
    public static TensorColumn ofShape(DType dtype, List<String> dimensions, List<Integer> shape) {
        require(!shape.isEmpty(), "a shape must have at least one dimension", shape);
        require(
                dimensions.isEmpty() || dimensions.size() == shape.size(),
                "there must be one name for each of the dimensions " + shape,
                dimensions);
        return new TensorColumn(dtype, dimensions, shape, List.of(), null);
    }

    /**
     * Declares tensors of varying shape.
     *
     * @param dtype what the values are
     * @param dimensions a name per dimension, such as H, W, C
     * @param shapeColumns the integer columns of the same row that hold the size of each dimension, in the same order;
     *     empty if there are none, in which case no length is checked and NumPy's encoding cannot be written
     * @throws IllegalArgumentException if there are not as many names as columns
     */
    public static TensorColumn varying(DType dtype, List<String> dimensions, List<String> shapeColumns) {
        require(
                shapeColumns.isEmpty() || dimensions.size() == shapeColumns.size(),
                "there must be one column for each of the dimensions " + dimensions,
                shapeColumns);
        return new TensorColumn(dtype, dimensions, List.of(), shapeColumns, null);
    }

    /**
     * Returns the same column with cells that hold 8-bit codes and a table that holds their values.
     *
     * @param table the little-endian values of the codes 0 to 255, or of 0 to 255 for each channel in turn; copied
     * @throws IllegalArgumentException if the table is of another size, or there is one per channel and the channels
     *     are neither the first nor the last dimension
     */
    public TensorColumn withLookupTable(byte[] table) {
        return new TensorColumn(dtype, dimensions, shape, shapeColumns, table.clone());
    }

    private void checkLookupTable() {
        if (lookupTable == null) {
            return;
        }
        int one = CODES * dtype.bytes();
        int tables = lookupTable.length / one;
        require(
                tables > 0 && lookupTable.length == tables * one,
                "a lookup table must have 256 values of " + dtype.numpyName() + ", in all or per channel",
                lookupTable.length + " bytes");
        if (tables == 1) {
            return;
        }
        int axis = dimensions.indexOf("C");
        require(
                axis >= 0 && (axis == 0 || axis == dimensions.size() - 1),
                "a lookup table per channel needs the channels, C, as first or last dimension",
                dimensions);
        require(
                shape.isEmpty() || shape.get(axis) == tables,
                "there must be one lookup table, or one for each channel of the shape " + shape,
                tables);
        require(tables <= CODES, "there must be at most 256 lookup tables", tables);
    }

    private static void require(boolean holds, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ": " + value);
        }
    }

    /** Returns what the values are. */
    public DType dtype() {
        return dtype;
    }

    /** Returns the names of the dimensions, outermost first; empty if they have none. */
    public List<String> dimensions() {
        return dimensions;
    }

    /** Returns the shape that all tensors have, or nothing if it varies. */
    public Optional<List<Integer>> shape() {
        return shape.isEmpty() ? Optional.empty() : Optional.of(shape);
    }

    /** Returns the columns that hold each tensor's shape; empty if it does not vary or is not told. */
    public List<String> shapeColumns() {
        return shapeColumns;
    }

    /** Returns a copy of the lookup table, or nothing if cells hold the values themselves. */
    public Optional<byte[]> lookupTable() {
        return Optional.ofNullable(lookupTable).map(byte[]::clone);
    }

    /** Returns whether cells hold codes. */
    public boolean hasLookupTable() {
        return lookupTable != null;
    }

    /** Returns how many lookup tables there are: one per channel, one or none. */
    public int lookupTables() {
        return hasLookupTable() ? lookupTable.length / (CODES * dtype.bytes()) : 0;
    }

    /** Returns whether the channels are the outermost dimension. */
    public boolean channelsFirst() {
        return dimensions.indexOf("C") == 0 && dimensions.size() > 1;
    }

    /** Returns the bytes that one value takes in a cell. */
    public int cellBytes() {
        return hasLookupTable() ? 1 : dtype.bytes();
    }

    /** Returns the field metadata that declares this column. */
    public Metadata toMetadata() {
        MetadataBuilder tensor = describe();
        if (hasLookupTable()) {
            tensor.putString(LOOKUP_TABLE, Base64.getEncoder().encodeToString(lookupTable));
        }
        return new MetadataBuilder().putMetadata(KEY, tensor.build()).build();
    }

    /** Returns the declaration without its lookup table, to be told to readers. */
    public MetadataBuilder describe() {
        MetadataBuilder tensor = new MetadataBuilder().putString(DTYPE, dtype.numpyName());
        // Spark reads an empty array back as one of numbers.
        if (!dimensions.isEmpty()) {
            tensor.putStringArray(DIMENSIONS, dimensions.toArray(new String[0]));
        }
        if (!shape.isEmpty()) {
            tensor.putLongArray(
                    SHAPE, shape.stream().mapToLong(Integer::longValue).toArray());
        }
        if (!shapeColumns.isEmpty()) {
            tensor.putStringArray(SHAPE_COLUMNS, shapeColumns.toArray(new String[0]));
        }
        return tensor;
    }

    /**
     * Returns a field with this declaration.
     *
     * @param name the column's name
     */
    public StructField toField(String name) {
        return new StructField(name, DataTypes.BinaryType, true, toMetadata());
    }

    /**
     * Returns what a field's metadata declares, or nothing if it declares no tensors.
     *
     * @param metadata the metadata of a field
     * @throws IllegalArgumentException if it declares tensors that cannot be
     */
    public static Optional<TensorColumn> fromMetadata(Metadata metadata) {
        return metadata.contains(KEY) ? Optional.of(parse(metadata.getMetadata(KEY))) : Optional.empty();
    }

    /**
     * Returns what a column holds that Spark has read from files of the format {@code marquetry}, or nothing if it has
     * not.
     *
     * <p>Its values are as Spark reads them, a lookup table no longer stands between.
     *
     * @param metadata the metadata of a field that was read
     */
    public static Optional<TensorColumn> fromFiles(Metadata metadata) {
        return metadata.contains(STORED) ? Optional.of(parse(metadata.getMetadata(STORED))) : Optional.empty();
    }

    /** Reads what {@link #toMetadata} or {@link #describe} wrote. */
    public static TensorColumn parse(Metadata tensor) {
        byte[] table =
                tensor.contains(LOOKUP_TABLE) ? Base64.getDecoder().decode(tensor.getString(LOOKUP_TABLE)) : null;
        List<Integer> shape = tensor.contains(SHAPE)
                ? Arrays.stream(tensor.getLongArray(SHAPE))
                        .mapToObj(Math::toIntExact)
                        .toList()
                : List.of();
        return new TensorColumn(
                DType.of(tensor.getString(DTYPE)),
                strings(tensor, DIMENSIONS),
                shape,
                strings(tensor, SHAPE_COLUMNS),
                table);
    }

    private static List<String> strings(Metadata tensor, String key) {
        return tensor.contains(key) ? List.of(tensor.getStringArray(key)) : List.of();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TensorColumn column
                && dtype == column.dtype
                && dimensions.equals(column.dimensions)
                && shape.equals(column.shape)
                && shapeColumns.equals(column.shapeColumns)
                && Arrays.equals(lookupTable, column.lookupTable);
    }

    @Override
    public int hashCode() {
        return Objects.hash(dtype, dimensions, shape, shapeColumns, Arrays.hashCode(lookupTable));
    }

    @Override
    public String toString() {
        String sizes = shape.stream().map(String::valueOf).collect(Collectors.joining(" x "));
        return dtype.numpyName()
                + (shape.isEmpty() ? " of varying shape" : " " + sizes)
                + (dimensions.isEmpty() ? "" : ", " + String.join("", dimensions))
                + (hasLookupTable() ? " through " + lookupTables() + " lookup tables" : "");
    }
}
