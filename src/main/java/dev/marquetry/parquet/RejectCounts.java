package dev.marquetry.parquet;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Counts the rows of a dataset's {@code rejects/} by stage and error, reading these two columns alone. */
public final class RejectCounts {
    private RejectCounts() {}

    /**
     * Returns the counts by stage and error, which stand with a blank between them.
     *
     * @param files Parquet files of rejects
     * @param configuration Hadoop's, for their file system
     * @throws IOException if a file cannot be read
     */
    public static Map<String, Long> of(Iterable<Path> files, Configuration configuration) throws IOException {
        Map<String, Long> counts = new TreeMap<>();
        RejectRows.read(
                files,
                List.of(RejectRows.STAGE, RejectRows.ERROR),
                configuration,
                row -> counts.merge(
                        RejectRows.text(row, RejectRows.STAGE) + " " + RejectRows.text(row, RejectRows.ERROR),
                        1L,
                        Long::sum));
        return counts;
    }
}
