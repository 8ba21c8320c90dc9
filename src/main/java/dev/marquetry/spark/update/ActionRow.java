package dev.marquetry.spark.update;

import dev.marquetry.dataset.RowSums;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * What an update does about one path, as a row that executors sort and keep.
 *
 * @param verdict what is done
 * @param path the path, or null
 * @param position where the row stands in the order of the conversion
 * @param data what the path has in {@code data/}
 * @param rejects what it has in {@code rejects/}
 * @param modified when the file was modified, in microseconds, as the input knows it; or null
 * @param standing what the dataset knows of a file that has to be read; else null
 * @param failure why an image that is tried again gave no array before: see {@link Failure}; else null
 * @param input the row of the input, without the image's bytes; null where it has none
 */
record ActionRow(
        Verdict verdict,
        UTF8String path,
        long position,
        Rows data,
        Rows rejects,
        Long modified,
        Standing standing,
        UTF8String failure,
        InternalRow input) {
    static final String POSITION = "position";

    private static final int STANDING = 10;
    private static final int FAILURE = 11;
    private static final int INPUT = 12;
    private static final StructType OWN = new StructType()
            .add("verdict", DataTypes.IntegerType, false)
            .add("path", DataTypes.StringType)
            .add(POSITION, DataTypes.LongType, false)
            .add("data_files", DataTypes.createArrayType(DataTypes.IntegerType, false), false)
            .add("data_first", DataTypes.LongType, false)
            .add("data_second", DataTypes.LongType, false)
            .add("reject_files", DataTypes.createArrayType(DataTypes.IntegerType, false), false)
            .add("reject_first", DataTypes.LongType, false)
            .add("reject_second", DataTypes.LongType, false)
            .add("modified", DataTypes.LongType)
            .add(
                    "standing",
                    new StructType().add("modified", DataTypes.LongType).add("hash", DataTypes.LongType))
            .add("failure", DataTypes.StringType);

    /**
     * Rows of one path in one folder.
     *
     * @param files the places of their files in the commit's list, one for each row
     * @param sums their checksum
     */
    record Rows(List<Integer> files, RowSums sums) {
        static final Rows NONE = new Rows(List.of(), RowSums.NONE);

        static Rows of(List<ComparedRow> rows) {
            return rows.isEmpty()
                    ? NONE
                    : new Rows(
                            rows.stream().map(ComparedRow::file).toList(),
                            rows.stream().map(ComparedRow::sums).reduce(RowSums.NONE, RowSums::plus));
        }
    }

    /**
     * What the dataset knows of a file.
     *
     * @param modified when it was modified, in microseconds, or null
     * @param hash of its bytes, or null
     */
    record Standing(Long modified, Long hash) {}

    /** Returns the schema of the rows, with input rows of the schema. */
    static StructType schema(StructType input) {
        return OWN.add("input", input);
    }

    /** Reads a row. */
    static ActionRow of(InternalRow row, int inputColumns) {
        InternalRow standing = row.isNullAt(STANDING) ? null : row.getStruct(STANDING, 2);
        return new ActionRow(
                verdict(row),
                path(row),
                row.getLong(2),
                new Rows(files(row.getArray(3)), new RowSums(row.getLong(4), row.getLong(5))),
                new Rows(files(row.getArray(6)), new RowSums(row.getLong(7), row.getLong(8))),
                ComparedRow.number(row, 9),
                standing == null
                        ? null
                        : new Standing(ComparedRow.number(standing, 0), ComparedRow.number(standing, 1)),
                failure(row),
                row.isNullAt(INPUT) ? null : row.getStruct(INPUT, inputColumns).copy());
    }

    /** Reads the verdict of a row alone. */
    static Verdict verdict(InternalRow row) {
        return Verdict.of(row.getInt(0));
    }

    /** Reads the path of a row alone. */
    static UTF8String path(InternalRow row) {
        return row.isNullAt(1) ? null : row.getUTF8String(1).clone();
    }

    /** Reads why the image of a row gave no array before. */
    static UTF8String failure(InternalRow row) {
        return row.isNullAt(FAILURE) ? null : row.getUTF8String(FAILURE).clone();
    }

    /** Returns the row of the input in a row, valid as long as that is. */
    static InternalRow input(InternalRow row, int inputColumns) {
        return row.getStruct(INPUT, inputColumns);
    }

    ActionRow with(Verdict other) {
        return new ActionRow(other, path, position, data, rejects, modified, null, failure, input);
    }

    /** Returns the row as Spark keeps it. */
    InternalRow row() {
        return new GenericInternalRow(new Object[] {
            verdict.code(),
            path,
            position,
            array(data.files()),
            data.sums().first(),
            data.sums().second(),
            array(rejects.files()),
            rejects.sums().first(),
            rejects.sums().second(),
            modified,
            standing == null ? null : new GenericInternalRow(new Object[] {standing.modified(), standing.hash()}),
            failure,
            input
        });
    }

    private static List<Integer> files(ArrayData array) {
        return Arrays.stream(array.toIntArray()).boxed().toList();
    }

    private static ArrayData array(List<Integer> files) {
        return new GenericArrayData(files.stream().mapToInt(Integer::intValue).toArray());
    }
}
