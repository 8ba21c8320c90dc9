package dev.marquetry.spark.publish;

import dev.marquetry.source.InputTable;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Counts images whose files have the same bytes, by their hashes: groups of rows, which Spark spills to disks. */
public final class DuplicateImages {
    private static final String HASH = "source_hash";
    private static final String COUNT = "marquetry_count";
    private static final int MOST_GROUPS = 3;
    private static final int MOST_PATHS = 3;

    private DuplicateImages() {}

    /**
     * What was counted.
     *
     * @param groups hashes that several images have
     * @param images that have one of these
     * @param examples the paths of a few images of the largest groups
     */
    public record Found(long groups, long images, List<List<String>> examples) {}

    /** Returns the columns that are read: the path and the hash. */
    public static StructType columns(String pathColumn) {
        return new StructType().add(pathColumn, DataTypes.StringType).add(HASH, DataTypes.LongType);
    }

    /**
     * Counts.
     *
     * @param rows with these columns
     * @param pathColumn the column of paths
     */
    public static Found in(Dataset<Row> rows, String pathColumn) {
        Column path = InputTable.column(pathColumn);
        Dataset<Row> groups = rows.where(functions.col(HASH).isNotNull())
                .groupBy(HASH)
                .agg(functions.count(functions.lit(1)).as(COUNT))
                .where(functions.col(COUNT).gt(1));
        Row sums = groups.agg(functions.count(functions.lit(1)), functions.sum(COUNT))
                .head();
        if (sums.getLong(0) == 0) {
            return new Found(0, 0, List.of());
        }
        List<List<String>> examples =
                groups
                        .orderBy(functions.col(COUNT).desc(), functions.col(HASH))
                        .limit(MOST_GROUPS)
                        .collectAsList()
                        .stream()
                        .map(group -> rows
                                .where(functions.col(HASH).equalTo(group.getLong(0)))
                                .select(path)
                                .orderBy(path)
                                .limit(MOST_PATHS)
                                .collectAsList()
                                .stream()
                                .map(row -> row.getString(0))
                                .collect(Collectors.toList()))
                        .toList();
        return new Found(sums.getLong(0), sums.getLong(1), examples);
    }
}
