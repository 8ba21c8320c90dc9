package dev.marquetry.spark.update;

import dev.marquetry.dataset.RowSums;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * What is compared of an image, as a row that executors sort: of the input, of {@code data/} or of {@code rejects/}.
 *
 * @param path as input and dataset have it, or null
 * @param side where the row is from
 * @param sums the checksum of the path and the columns that are carried through
 * @param length of the file in bytes, or null where it is not known
 * @param modified when the file was modified, in microseconds, or null where that is not known
 * @param hash of the file's bytes, or null where it is not known
 * @param file the place, in the commit's list, of the file that holds a row of the dataset
 * @param failure why the image gave no array, of a row of the rejects: see {@link Failure}; else null
 * @param position the place of a row of the input
 * @param input the row of the input, without the image's bytes; null for a row of the dataset
 */
record ComparedRow(
        UTF8String path,
        Side side,
        RowSums sums,
        Long length,
        Long modified,
        Long hash,
        int file,
        UTF8String failure,
        long position,
        InternalRow input) {
    static final String PATH = "path";

    private static final StructType OWN = new StructType()
            .add(PATH, DataTypes.StringType)
            .add("side", DataTypes.IntegerType, false)
            .add("first", DataTypes.LongType, false)
            .add("second", DataTypes.LongType, false)
            .add("length", DataTypes.LongType)
            .add("modified", DataTypes.LongType)
            .add("hash", DataTypes.LongType)
            .add("file", DataTypes.IntegerType, false)
            .add("failure", DataTypes.StringType)
            .add("position", DataTypes.LongType, false);

    /** Where a row is from. */
    enum Side {
        INPUT(0),
        DATA(1),
        REJECTS(2);

        private static final Side[] ALL = values();

        /** What stands for it in a row. */
        private final int code;

        Side(int code) {
            this.code = code;
        }

        private static Side of(int code) {
            return Arrays.stream(ALL)
                    .filter(side -> side.code == code)
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Returns the schema of the rows, with input rows of the schema. */
    static StructType schema(StructType input) {
        return OWN.add("input", input);
    }

    /** Reads a row. */
    static ComparedRow of(InternalRow row, int inputColumns) {
        return new ComparedRow(
                row.isNullAt(0) ? null : row.getUTF8String(0).clone(),
                Side.of(row.getInt(1)),
                new RowSums(row.getLong(2), row.getLong(3)),
                number(row, 4),
                number(row, 5),
                number(row, 6),
                row.getInt(7),
                row.isNullAt(8) ? null : row.getUTF8String(8).clone(),
                row.getLong(9),
                row.isNullAt(10) ? null : row.getStruct(10, inputColumns).copy());
    }

    static Long number(InternalRow row, int ordinal) {
        return row.isNullAt(ordinal) ? null : row.getLong(ordinal);
    }

    /** Returns the row as Spark sorts it. */
    InternalRow row() {
        return new GenericInternalRow(new Object[] {
            path, side.code, sums.first(), sums.second(), length, modified, hash, file, failure, position, input
        });
    }
}
