package dev.marquetry.parquet;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A row as it is stored.
 *
 * @param texts the values of the columns without tensors, by name, in the order of the file: dates, times and decimals
 *     as people write them, several values of one column with commas between them; without those that are null or bytes
 * @param tensor that of the column that was asked for
 */
public record StoredRow(Map<String, String> texts, StoredTensor tensor) {
    /** Copies the map. */
    public StoredRow {
        texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
    }
}
