package dev.marquetry.parquet;

import dev.marquetry.options.TensorColumn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogUtils;
import org.apache.spark.sql.execution.datasources.parquet.ParquetReadSupport;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Sums footers up. For one thread. */
final class ReportBuilder {
    private final String path;
    private final Map<String, Sum> columns = new LinkedHashMap<>();
    private long files;
    private long bytes;
    private long rows;
    private long rowGroups;
    private final SortedMap<String, SortedSet<String>> partitions = new TreeMap<>();
    private String metadata;

    /** What is known of a column so far. */
    private static final class Sum {
        private String type = "";
        private TensorColumn tensor;
        private final Set<String> encodings = new TreeSet<>();
        private final Set<String> codecs = new TreeSet<>();
        private long values;
        private long compressed;
        private long uncompressed;
    }

    ReportBuilder(String path) {
        this.path = path;
    }

    /** Takes the path of a file below the folder, such as {@code label=cat/part-0.parquet}. */
    void addPartitions(String path) {
        for (String part : path.split("/", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                String value = ExternalCatalogUtils.unescapePathName(part.substring(equals + 1));
                partitions
                        .computeIfAbsent(part.substring(0, equals), name -> new TreeSet<>())
                        .add(value);
            }
        }
    }

    void add(Footer footer) {
        files++;
        bytes += footer.bytes();
        rows += footer.content().getNum_rows();
        rowGroups += footer.content().getRow_groupsSize();
        metadata = footer.metadata().getOrDefault(FooterDescription.KEY, metadata);
        parquetTypes(footer.content().getSchema());
        String row = footer.metadata().get(ParquetReadSupport.SPARK_METADATA_KEY());
        if (row != null && DataType.fromJson(row) instanceof StructType schema) {
            sparkTypes(schema);
        }
        for (RowGroup group : footer.content().getRow_groups()) {
            group.getColumns().forEach(this::add);
        }
    }

    private Sum column(String name) {
        return columns.computeIfAbsent(name, key -> new Sum());
    }

    /** The schema is a tree in pre-order; its first element is the root. */
    private void parquetTypes(List<SchemaElement> elements) {
        int at = 1;
        while (at < elements.size()) {
            SchemaElement element = elements.get(at);
            Sum column = column(element.getName());
            if (column.type.isEmpty()) {
                column.type = element.isSetType() ? element.getType().name() : "GROUP";
            }
            at = after(elements, at);
        }
    }

    private static int after(List<SchemaElement> elements, int at) {
        int next = at + 1;
        for (int child = 0; child < elements.get(at).getNum_children(); child++) {
            next = after(elements, next);
        }
        return next;
    }

    private void sparkTypes(StructType schema) {
        for (StructField field : schema.fields()) {
            Sum column = columns.get(field.name());
            if (column == null) {
                continue;
            }
            column.type = field.dataType().sql();
            if (field.metadata().contains(TensorColumn.STORED)) {
                Metadata stored = field.metadata().getMetadata(TensorColumn.STORED);
                column.tensor = TensorColumn.parse(stored);
                column.encodings.add(stored.getString(TensorField.STORED_ENCODING));
            }
        }
    }

    private void add(ColumnChunk chunk) {
        ColumnMetaData data = chunk.getMeta_data();
        Sum column = column(data.getPath_in_schema().get(0));
        data.getEncodings().forEach(encoding -> column.encodings.add(encoding.name()));
        column.codecs.add(data.getCodec().name());
        column.values += data.getNum_values();
        column.compressed += data.getTotal_compressed_size();
        column.uncompressed += data.getTotal_uncompressed_size();
    }

    DatasetReport build() {
        List<DatasetReport.Column> all = columns.entrySet().stream()
                .map(entry -> new DatasetReport.Column(
                        entry.getKey(),
                        entry.getValue().type,
                        Optional.ofNullable(entry.getValue().tensor),
                        List.copyOf(entry.getValue().encodings),
                        List.copyOf(entry.getValue().codecs),
                        entry.getValue().values,
                        entry.getValue().compressed,
                        entry.getValue().uncompressed))
                .toList();
        return new DatasetReport(path, files, bytes, rows, rowGroups, all, partitions, Optional.ofNullable(metadata));
    }
}
