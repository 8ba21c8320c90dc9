package dev.marquetry.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;

/**
 * Why rows of a dataset's {@code rejects/} were rejected.
 *
 * @param stage that gave up
 * @param error its code
 * @param count how many rows
 * @param examples the first few of them
 */
public record RejectReason(String stage, String error, long count, List<Example> examples) {
    /** Copies the list. */
    public RejectReason {
        examples = List.copyOf(examples);
    }

    /**
     * A rejected row.
     *
     * @param path of the image; empty if there is none
     * @param message says what is wrong
     */
    public record Example(String path, String message) {}

    /** What is counted by. */
    private record Kind(String stage, String error) {}

    /** What is known of a kind so far. */
    private static final class Tally {
        private final List<Example> examples = new ArrayList<>();
        private long count;
    }

    /**
     * Reads the rows one after another and keeps the examples alone.
     *
     * @param files Parquet files of rejects
     * @param pathColumn their column of paths
     * @param most examples of one reason
     * @param configuration Hadoop's, for their file system
     * @return the reasons, the most frequent first
     * @throws IOException if a file cannot be read
     */
    public static List<RejectReason> of(Iterable<Path> files, String pathColumn, int most, Configuration configuration)
            throws IOException {
        Map<Kind, Tally> tallies = new LinkedHashMap<>();
        List<String> columns = List.of(pathColumn, RejectRows.STAGE, RejectRows.ERROR, RejectRows.MESSAGE);
        RejectRows.read(files, columns, configuration, row -> {
            Tally tally = tallies.computeIfAbsent(kind(row), kind -> new Tally());
            tally.count++;
            if (tally.examples.size() < most) {
                tally.examples.add(
                        new Example(RejectRows.text(row, pathColumn), RejectRows.text(row, RejectRows.MESSAGE)));
            }
        });
        return tallies.entrySet().stream()
                .map(entry -> new RejectReason(
                        entry.getKey().stage(),
                        entry.getKey().error(),
                        entry.getValue().count,
                        entry.getValue().examples))
                .sorted(Comparator.comparingLong(RejectReason::count)
                        .reversed()
                        .thenComparing(RejectReason::stage)
                        .thenComparing(RejectReason::error))
                .toList();
    }

    private static Kind kind(Group row) {
        return new Kind(RejectRows.text(row, RejectRows.STAGE), RejectRows.text(row, RejectRows.ERROR));
    }
}
