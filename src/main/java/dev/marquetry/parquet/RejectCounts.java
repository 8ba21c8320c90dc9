package dev.marquetry.parquet;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/** Counts the rows of a dataset's {@code rejects/} by stage and error, reading these two columns alone. */
public final class RejectCounts {
    private static final String STAGE = "stage";
    private static final String ERROR = "error";

    private static final MessageType COLUMNS = Types.buildMessage()
            .required(PrimitiveTypeName.BINARY)
            .as(LogicalTypeAnnotation.stringType())
            .named(STAGE)
            .required(PrimitiveTypeName.BINARY)
            .as(LogicalTypeAnnotation.stringType())
            .named(ERROR)
            .named("rejects");

    private RejectCounts() {}

    /**
     * Returns the counts by stage and error, which stand with a blank between them.
     *
     * @param files Parquet files of rejects
     * @param configuration Hadoop's, for their file system
     * @throws IOException if a file cannot be read
     */
    public static Map<String, Long> of(Iterable<Path> files, Configuration configuration) throws IOException {
        Configuration projected = new Configuration(configuration);
        projected.set(ReadSupport.PARQUET_READ_SCHEMA, COLUMNS.toString());
        Map<String, Long> counts = new TreeMap<>();
        for (Path file : files) {
            try (ParquetReader<Group> rows = ParquetReader.builder(new GroupReadSupport(), file)
                    .withConf(projected)
                    .build()) {
                for (Group row = rows.read(); row != null; row = rows.read()) {
                    counts.merge(row.getString(STAGE, 0) + " " + row.getString(ERROR, 0), 1L, Long::sum);
                }
            }
        }
        return counts;
    }
}
