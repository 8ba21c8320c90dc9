package dev.marquetry.parquet;

import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.unsafe.Platform;

/** Takes the cells of one tensor column out of rows and checks them against the declaration. */
final class CellReader {
    /** A page's size is a signed 32-bit number; levels and heads need some of it. */
    private static final long LARGEST_PAGE = Integer.MAX_VALUE - 1024L;

    private final TensorField field;
    private final int namingOrdinal;
    private final String namingColumn;
    private final int[] shapeOrdinals;
    private final DataType[] shapeTypes;
    private final int[] shape;
    private byte[] reused = new byte[0];

    CellReader(TensorField field, SinkSchema schema) {
        this.field = field;
        this.namingOrdinal = schema.namingOrdinal().orElse(-1);
        this.namingColumn =
                namingOrdinal < 0 ? "" : schema.rows().apply(namingOrdinal).name();
        this.shapeOrdinals = field.column().shapeColumns().stream()
                .mapToInt(name -> schema.rows().fieldIndex(name))
                .toArray();
        this.shapeTypes = field.column().shapeColumns().stream()
                .map(name -> schema.rows().apply(name).dataType())
                .toArray(DataType[]::new);
        this.shape = field.column()
                .shape()
                .map(sizes -> sizes.stream().mapToInt(Integer::intValue).toArray())
                .orElse(null);
    }

    /**
     * Returns the row's shape, or null if it is not told.
     *
     * @throws InvalidTensorException if a size is missing, negative or too large
     */
    int[] shape(InternalRow row) {
        if (shape != null || shapeOrdinals.length == 0) {
            return shape;
        }
        int[] sizes = new int[shapeOrdinals.length];
        for (int i = 0; i < sizes.length; i++) {
            String name = field.column().shapeColumns().get(i);
            if (row.isNullAt(shapeOrdinals[i])) {
                throw invalid(row, "the size in column " + name + " must not be null", "null");
            }
            long size = integer(row, shapeOrdinals[i], shapeTypes[i]);
            if (size < 0 || size > Integer.MAX_VALUE) {
                throw invalid(row, "the size in column " + name + " must be a positive 32-bit number", size);
            }
            sizes[i] = (int) size;
        }
        return sizes;
    }

    private static long integer(InternalRow row, int ordinal, DataType type) {
        if (type instanceof ByteType) {
            return row.getByte(ordinal);
        }
        if (type instanceof ShortType) {
            return row.getShort(ordinal);
        }
        return type instanceof IntegerType ? row.getInt(ordinal) : row.getLong(ordinal);
    }

    /**
     * Returns the row's cell, valid until the next call.
     *
     * @param row the row
     * @param sizes what {@link #shape} returned for it
     * @throws InvalidTensorException if there is none, or its length does not fit
     */
    byte[] cell(InternalRow row, int[] sizes) {
        if (row.isNullAt(field.ordinal())) {
            throw invalid(
                    row, "a tensor must not be null", "null; leave such rows out, as by filter(\"error IS NULL\")");
        }
        byte[] cell = bytes(row);
        int cellBytes = field.column().cellBytes();
        if (sizes != null) {
            long expected = cellBytes;
            for (int size : sizes) {
                expected = Math.multiplyExact(expected, (long) size);
            }
            if (cell.length != expected) {
                throw invalid(
                        row,
                        "a tensor of shape " + Arrays.toString(sizes) + " with " + cellBytes
                                + " bytes per value must have " + expected + " bytes",
                        cell.length);
            }
        } else if (cell.length % cellBytes != 0) {
            throw invalid(row, "the length must be a multiple of " + cellBytes + " bytes", cell.length);
        }
        if (field.column().lookupTables() > 1 && cell.length % field.column().lookupTables() != 0) {
            throw invalid(
                    row,
                    "the length must be a multiple of " + field.column().lookupTables() + " channels",
                    cell.length);
        }
        long stored = (long) cell.length / cellBytes * field.column().dtype().bytes();
        if (stored > LARGEST_PAGE) {
            throw invalid(row, "a tensor must have at most " + LARGEST_PAGE + " bytes", stored);
        }
        return cell;
    }

    /** Tensors are large: one array takes all that have the same length, instead of a new one from each row. */
    private byte[] bytes(InternalRow row) {
        if (!(row instanceof UnsafeRow unsafe)) {
            return row.getBinary(field.ordinal());
        }
        long offsetAndLength = unsafe.getLong(field.ordinal());
        int length = (int) offsetAndLength;
        if (reused.length != length) {
            reused = new byte[length];
        }
        long start = unsafe.getBaseOffset() + (offsetAndLength >>> Integer.SIZE);
        Platform.copyMemory(unsafe.getBaseObject(), start, reused, Platform.BYTE_ARRAY_OFFSET, length);
        return reused;
    }

    private InvalidTensorException invalid(InternalRow row, String rule, Object value) {
        boolean named = namingOrdinal >= 0 && !row.isNullAt(namingOrdinal);
        String where = named ? ", " + namingColumn + " " + row.getUTF8String(namingOrdinal) : "";
        return new InvalidTensorException("column " + field.name() + where + ": " + rule + ", but is " + value);
    }
}
