package dev.marquetry.spark.publish;

import dev.marquetry.dataset.CommitRecord;
import dev.marquetry.dataset.DataFile;
import dev.marquetry.dataset.DatasetFolder;
import dev.marquetry.options.OutputOptions;
import dev.marquetry.options.UserException;
import dev.marquetry.show.LocatedFile;
import dev.marquetry.show.RowPlace;
import dev.marquetry.spark.rows.RowSchema;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The rows of a dataset that fulfil a condition, a few of them drawn at random. The columns of arrays are not read, and
 * no more than the numbers of these few rows come to the driver.
 *
 * @param rows some of the rows, as places in the commit's list of data files
 * @param matching how many rows fulfil the condition
 */
public record SelectedRows(List<RowPlace> rows, long matching) {
    /** Copies the list. */
    public SelectedRows {
        rows = List.copyOf(rows);
    }

    /**
     * Draws rows.
     *
     * @param spark the session, which stays the caller's
     * @param folder of the dataset
     * @param commit its newest commit
     * @param condition in Spark's SQL, over all columns but those of arrays
     * @param count how many rows; all, if there are fewer
     * @param seed decides which
     * @throws UserException if Spark does not take the condition
     */
    public static SelectedRows draw(
            SparkSession spark, DatasetFolder folder, CommitRecord commit, String condition, int count, long seed) {
        List<DataFile> files = commit.data().files();
        if (files.stream().allMatch(file -> file.rows() == 0)) {
            return new SelectedRows(List.of(), 0);
        }
        StructType columns = withoutTensors(commit.description());
        Dataset<Row> rows = CommittedRows.located(
                spark, folder.data(), files, columns, commit.description().partitionBy());
        Dataset<Row> matching = matching(rows, condition);
        Column place = functions.xxhash64(
                functions.lit(seed), functions.col(CommittedRows.FILE), functions.col(CommittedRows.ROW));
        List<Row> drawn = matching.select(CommittedRows.FILE, CommittedRows.ROW)
                .orderBy(place, functions.col(CommittedRows.FILE), functions.col(CommittedRows.ROW))
                .limit(count)
                .collectAsList();
        return new SelectedRows(
                places(LocatedFile.in(folder.data(), files), drawn),
                drawn.size() < count ? drawn.size() : matching.count());
    }

    private static StructType withoutTensors(CommitRecord.Description description) {
        StructType all = (StructType) DataType.fromJson(description.schema().toString());
        Set<String> names = new HashSet<>(OutputOptions.OWN_COLUMNS);
        names.remove(RowSchema.IMAGE);
        names.addAll(List.of(CommittedRows.sharedColumns(description).fieldNames()));
        return new StructType(Arrays.stream(all.fields())
                .filter(field -> names.contains(field.name()))
                .toArray(StructField[]::new));
    }

    /** Spark looks at a condition when it is asked for the first time. */
    private static Dataset<Row> matching(Dataset<Row> rows, String condition) {
        try {
            return rows.where(condition);
        } catch (Exception refusal) {
            if (!(refusal instanceof AnalysisException analysis)) {
                throw refusal;
            }
            throw new UserException(
                    UserException.Kind.USAGE,
                    "Spark does not take the condition: " + condition,
                    sentence(analysis),
                    "write it as behind WHERE in Spark's SQL; the columns are " + String.join(", ", columns(rows))
                            + ", not the arrays");
        }
    }

    private static List<String> columns(Dataset<Row> rows) {
        List<String> columns = new ArrayList<>(List.of(rows.columns()));
        columns.removeAll(List.of(CommittedRows.FILE, CommittedRows.ROW));
        return columns;
    }

    /** Spark tells its plan and the text of the condition behind the first line, and where it stands there. */
    private static String sentence(AnalysisException analysis) {
        String line = analysis.getMessage()
                .strip()
                .lines()
                .findFirst()
                .orElse("")
                .replaceFirst("^\\[[A-Z_.]+\\] *", "")
                .replaceFirst(";( line \\d+ pos \\d+;?)?$", "")
                .replaceFirst("\\(line \\d+, pos \\d+\\)$", "");
        return line.isEmpty() ? analysis.getClass().getSimpleName().toLowerCase(Locale.ROOT) : line;
    }

    private static List<RowPlace> places(List<LocatedFile> files, List<Row> rows) {
        Map<Path, Integer> numbers = new HashMap<>();
        for (int file = 0; file < files.size(); file++) {
            numbers.put(files.get(file).path(), file);
        }
        return rows.stream()
                .map(row -> new RowPlace(numbers.get(path(row.getString(0))), row.getLong(1)))
                .toList();
    }

    /** Spark escapes paths as addresses are. */
    private static Path path(String address) {
        return new Path(URI.create(address));
    }
}
