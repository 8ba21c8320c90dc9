package dev.marquetry.parquet;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/** Reads columns of text of a dataset's {@code rejects/}, one row after another. */
final class RejectRows {
    static final String STAGE = "stage";
    static final String ERROR = "error";
    static final String MESSAGE = "message";

    private static final PrimitiveTypeName BINARY = PrimitiveTypeName.BINARY;
    private static final Set<String> OWN = Set.of(STAGE, ERROR, MESSAGE);

    private RejectRows() {}

    /**
     * Hands every row on; it is valid until the next one.
     *
     * @param files Parquet files of rejects
     * @param columns of text, none of which are read but these
     * @param configuration Hadoop's, for their file system
     * @throws IOException if a file cannot be read
     */
    static void read(Iterable<Path> files, List<String> columns, Configuration configuration, Consumer<Group> rows)
            throws IOException {
        Types.MessageTypeBuilder type = Types.buildMessage();
        for (String column : columns) {
            // parquet-java takes no column for another that may have nulls where it has none, or the other way round.
            (OWN.contains(column) ? type.required(BINARY) : type.optional(BINARY))
                    .as(LogicalTypeAnnotation.stringType())
                    .named(column);
        }
        Configuration projected = new Configuration(configuration);
        projected.set(ReadSupport.PARQUET_READ_SCHEMA, type.named("rejects").toString());
        for (Path file : files) {
            try (ParquetReader<Group> reader = ParquetReader.builder(new GroupReadSupport(), file)
                    .withConf(projected)
                    .build()) {
                for (Group row = reader.read(); row != null; row = reader.read()) {
                    rows.accept(row);
                }
            }
        }
    }

    /** Returns the text of a row in a column, or nothing. */
    static String text(Group row, String column) {
        return row.getFieldRepetitionCount(column) == 0 ? "" : row.getString(column, 0);
    }
}
