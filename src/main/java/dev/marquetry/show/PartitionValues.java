package dev.marquetry.show;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogUtils;

/** Reads the values of partition columns in the names of files. */
final class PartitionValues {
    private PartitionValues() {}

    /**
     * Returns the values by column, without those that are null.
     *
     * @param name of a file, such as {@code label=a%3Ab/part-00000.parquet}
     * @param columns that the files are partitioned by
     */
    static Map<String, String> of(String name, Collection<String> columns) {
        Map<String, String> values = new LinkedHashMap<>();
        String[] parts = name.split("/", -1);
        for (int part = 0; part < parts.length - 1; part++) {
            int equals = parts[part].indexOf('=');
            String column = ExternalCatalogUtils.unescapePathName(parts[part].substring(0, Math.max(equals, 0)));
            String value = ExternalCatalogUtils.unescapePathName(parts[part].substring(equals + 1));
            if (columns.contains(column) && !value.equals(ExternalCatalogUtils.DEFAULT_PARTITION_NAME())) {
                values.put(column, value);
            }
        }
        return values;
    }
}
