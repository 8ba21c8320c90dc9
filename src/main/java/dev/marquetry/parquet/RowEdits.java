package dev.marquetry.parquet;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;

/** What becomes of the rows of one source, and which of its paths were met. For one thread. */
final class RowEdits {
    private static final int NONE = -1;

    private final String file;
    private final Set<Binary> dropped = new HashSet<>();
    private final Map<Binary, Long> modified = new HashMap<>();
    private final Set<Binary> missing;
    private final int pathLeaf;
    private final int modifiedLeaf;

    /**
     * @param source says what becomes of them
     * @param columns of the source
     * @param pathColumn the column that tells rows apart
     * @throws IllegalStateException if the source has no columns for it
     */
    RowEdits(CopiedSource source, SourceColumns columns, String pathColumn) {
        this.file = source.name();
        source.dropped().forEach(path -> dropped.add(binary(path)));
        source.modified()
                .forEach((path, time) ->
                        modified.put(binary(path), time == null ? null : DateTimeUtils.instantToMicros(time)));
        this.missing = new HashSet<>(dropped);
        missing.addAll(modified.keySet());
        this.pathLeaf = missing.isEmpty() ? NONE : pathLeaf(columns, pathColumn);
        this.modifiedLeaf = modified.isEmpty() ? NONE : modifiedLeaf(columns);
    }

    private static Binary binary(String path) {
        return path == null ? null : Binary.fromString(path);
    }

    private int pathLeaf(SourceColumns columns, String name) {
        return leaf(columns, name, PrimitiveTypeName.BINARY)
                .orElseThrow(() -> new IllegalStateException(file + " has no text column " + name + ", by which "
                        + missing.size() + " paths are looked for"));
    }

    private int modifiedLeaf(SourceColumns columns) {
        return leaf(columns, CopiedFiles.MODIFIED_COLUMN, PrimitiveTypeName.INT64)
                .filter(leaf -> isTimestamp(columns.others().getColumns().get(leaf)))
                .orElseThrow(() -> new IllegalStateException(file + " has no column " + CopiedFiles.MODIFIED_COLUMN
                        + " of timestamps, which " + modified.size() + " paths are to get"));
    }

    private static Optional<Integer> leaf(SourceColumns columns, String name, PrimitiveTypeName type) {
        return columns.otherLeaf(name)
                .filter(leaf -> columns.others()
                        .getColumns()
                        .get(leaf)
                        .getPrimitiveType()
                        .getPrimitiveTypeName()
                        .equals(type));
    }

    private static boolean isTimestamp(ColumnDescriptor leaf) {
        return leaf.getPrimitiveType().isRepetition(Repetition.OPTIONAL)
                && leaf.getPrimitiveType().getLogicalTypeAnnotation()
                        instanceof LogicalTypeAnnotation.TimestampLogicalTypeAnnotation timestamp
                && timestamp.getUnit() == TimeUnit.MICROS;
    }

    /** Returns whether the row at which the readers stand is left out. */
    boolean drop(SourceRows rows) {
        if (dropped.isEmpty()) {
            return false;
        }
        Binary path = rows.text(pathLeaf);
        missing.remove(path);
        return dropped.contains(path);
    }

    /** Copies the row at which the readers stand, and changes it if it is to be changed. */
    void copy(SourceRows rows, CopiedColumns columns) {
        Binary path = modified.isEmpty() ? null : rows.text(pathLeaf);
        if (path != null && modified.containsKey(path)) {
            missing.remove(path);
            columns.write(rows, modifiedLeaf, modified.get(path));
        } else {
            columns.write(rows);
        }
    }

    /**
     * Requires that every path was met.
     *
     * @throws IllegalStateException if one was not
     */
    void requireAllMet() {
        if (!missing.isEmpty()) {
            List<String> some = missing.stream()
                    .limit(3)
                    .map(path -> path == null ? "null" : path.toStringUsingUTF8())
                    .toList();
            throw new IllegalStateException(file + " has no rows for " + missing.size() + " of the "
                    + (dropped.size() + modified.size()) + " paths that are to be dropped or modified, such as "
                    + String.join(", ", some));
        }
    }
}
