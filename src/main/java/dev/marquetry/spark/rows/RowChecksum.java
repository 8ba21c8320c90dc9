package dev.marquetry.spark.rows;

import dev.marquetry.dataset.RowSums;
import dev.marquetry.source.InputTable;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.sql.catalyst.expressions.XxHash64Function;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Hashes what a row has from the input, its path and the columns that are carried through, so that the rows that went
 * in can be compared with those that came out.
 */
public final class RowChecksum implements Serializable {
    private static final long FIRST_SEED = 42;
    private static final long SECOND_SEED = 0x9E3779B97F4A7C15L;
    private static final UTF8String NO_PARTITION_VALUE = UTF8String.fromString(InputTable.NO_PARTITION_VALUE);

    private final DataType[] types;
    private final boolean[] partitionText;

    /**
     * @param carried the columns that are carried through
     * @param partitionBy those that files are partitioned by, where no text and empty text are one
     */
    public RowChecksum(StructType carried, List<String> partitionBy) {
        StructField[] fields = carried.fields();
        types = new DataType[fields.length];
        partitionText = new boolean[fields.length];
        for (int index = 0; index < fields.length; index++) {
            types[index] = fields[index].dataType();
            partitionText[index] =
                    types[index].equals(DataTypes.StringType) && partitionBy.contains(fields[index].name());
        }
    }

    /** Returns the checksum of a row of an {@link InputTable}. */
    public RowSums of(InternalRow input) {
        return of(input, InputTable.PATH_ORDINAL, InputTable.CARRIED_ORDINAL);
    }

    /**
     * Returns the checksum of a row.
     *
     * @param path the place of the path
     * @param carried the place of the first column that is carried through; the others follow
     */
    public RowSums of(InternalRow row, int path, int carried) {
        return new RowSums(hash(row, path, carried, FIRST_SEED), hash(row, path, carried, SECOND_SEED));
    }

    private long hash(InternalRow row, int path, int carried, long seed) {
        long hash = hash(row.isNullAt(path) ? null : row.getUTF8String(path), DataTypes.StringType, seed);
        for (int index = 0; index < types.length; index++) {
            int ordinal = carried + index;
            Object value = row.isNullAt(ordinal) ? null : row.get(ordinal, types[index]);
            if (partitionText[index] && isNoPartitionValue(value)) {
                value = null;
            }
            hash = hash(value, types[index], hash);
        }
        return hash;
    }

    private static boolean isNoPartitionValue(Object value) {
        return value instanceof UTF8String text && (text.numBytes() == 0 || text.equals(NO_PARTITION_VALUE));
    }

    /** Spark's own function passes nulls over, so that a value and a null could change places. */
    private static long hash(Object value, DataType type, long seed) {
        return value == null ? XXH64.hashInt(0, seed) : XxHash64Function.hash(value, type, seed);
    }
}
