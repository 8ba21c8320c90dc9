package dev.marquetry.parquet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A file of which rows are copied. Immutable.
 *
 * @param name the file below the folder that the write is told, such as {@code label=cat/part-00000.parquet}
 * @param dropped the paths whose rows are left out, all of each path; null is a path, too
 * @param modified the paths whose rows get another {@code source_modified}, null where it is unknown; a microsecond is
 *     the smallest part of it
 */
public record CopiedSource(String name, List<String> dropped, Map<String, Instant> modified) {
    /** How many fields its struct has. */
    static final int FIELDS = 3;

    /** Copies what it is given, and refuses a path that is to be both dropped and modified. */
    public CopiedSource {
        dropped = Collections.unmodifiableList(new ArrayList<>(dropped));
        modified = Collections.unmodifiableMap(new LinkedHashMap<>(modified));
        for (String path : dropped) {
            if (modified.containsKey(path)) {
                throw new IllegalArgumentException("dropped and modified at once: " + path);
            }
        }
    }

    /** Returns a source all of whose rows are copied as they are. */
    public static CopiedSource whole(String name) {
        return new CopiedSource(name, List.of(), Map.of());
    }

    /** Returns the source that a struct describes. */
    static CopiedSource of(InternalRow struct) {
        List<String> dropped = texts(struct.getArray(1));
        MapData map = struct.getMap(2);
        List<String> paths = texts(map.keyArray());
        Map<String, Instant> modified = new LinkedHashMap<>();
        for (int i = 0; i < paths.size(); i++) {
            ArrayData times = map.valueArray();
            modified.put(paths.get(i), times.isNullAt(i) ? null : DateTimeUtils.microsToInstant(times.getLong(i)));
        }
        return new CopiedSource(struct.getUTF8String(0).toString(), dropped, modified);
    }

    private static List<String> texts(ArrayData array) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < array.numElements(); i++) {
            texts.add(array.isNullAt(i) ? null : array.getUTF8String(i).toString());
        }
        return texts;
    }

    /** Returns it as the struct that {@link CopiedFiles#rows} describes. */
    InternalRow toRow() {
        Object[] paths = modified.keySet().stream().map(UTF8String::fromString).toArray();
        Object[] times = modified.values().stream()
                .map(time -> time == null ? null : DateTimeUtils.instantToMicros(time))
                .toArray();
        return new GenericInternalRow(new Object[] {
            UTF8String.fromString(name),
            new GenericArrayData(dropped.stream().map(UTF8String::fromString).toArray()),
            new ArrayBasedMapData(new GenericArrayData(paths), new GenericArrayData(times))
        });
    }
}
