package dev.marquetry.source;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * Says of each path whether its image is for validation, as by a draw that always falls the same way: neither other
 * images nor their order, nor how the work is spread, play a part.
 *
 * <p>With Spark's functions, a path is {@code valid} where {@code shiftrightunsigned(xxhash64(seed, path), 11) *
 * pow(2, -53)} is below the share, the seed a {@code bigint}. So a larger share keeps what a smaller one has chosen.
 */
final class RandomSplit {
    static final String TRAIN = "train";
    static final String VALID = "valid";

    /** A double holds 53 bits exactly. */
    private static final int DROPPED_BITS = Long.SIZE - 53;

    private static final double ONE_OF_ALL = 0x1p-53;

    private RandomSplit() {}

    /**
     * Returns {@code train} or {@code valid}.
     *
     * @param path the path, not null
     * @param validShare the share of {@code valid}
     * @param seed what the draw falls by
     */
    static Column of(Column path, double validShare, long seed) {
        Column hash = functions.xxhash64(functions.lit(seed), path);
        Column drawn = functions
                .shiftrightunsigned(hash, DROPPED_BITS)
                .cast(DataTypes.DoubleType)
                .multiply(ONE_OF_ALL);
        return functions.when(drawn.lt(validShare), VALID).otherwise(TRAIN);
    }
}
