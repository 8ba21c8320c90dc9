package dev.marquetry.spark.update;

import dev.marquetry.dataset.CommitRecord;
import dev.marquetry.dataset.DatasetFolder;
import dev.marquetry.dataset.UpdateCounts;
import dev.marquetry.options.InputFormat;
import dev.marquetry.options.SourceOptions;
import dev.marquetry.options.UpdateOptions;
import dev.marquetry.options.UserException;
import dev.marquetry.source.InputTable;
import dev.marquetry.spark.internals.SessionSettings;
import dev.marquetry.spark.internals.SortedRows;
import dev.marquetry.spark.internals.StableRows;
import dev.marquetry.spark.rows.RowChecksum;
import dev.marquetry.spark.task.InputRows;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;

/**
 * What tells an input from the dataset that stands, path by path.
 *
 * <p>The dataset is its own checkpoint: the rows of the input are compared with those of the newest commit, sorted by
 * path on the executors. The driver gets numbers, and no path but a few examples.
 */
public final class Difference {
    private static final int UNCERTAIN_PER_TASK = 64;
    private static final int ROWS_PER_TASK = 50_000;
    private static final int TASKS_PER_CORE = 4;

    private final SparkSession spark;
    private final InputTable input;
    private final StructType inputColumns;
    private final Comparison comparison;
    private final JavaRDD<ComparedRow> sorted;
    private final Findings findings;

    private Difference(SparkSession spark, InputTable input, Comparison comparison, JavaRDD<ComparedRow> sorted) {
        this.spark = spark;
        this.input = input;
        this.inputColumns = ComparedInput.columns(input);
        this.comparison = comparison;
        this.sorted = sorted;
        Comparison rules = comparison;
        this.findings = sorted.mapPartitions(rows -> Findings.in(new PathGroups(rows, rules))).collect().stream()
                .map(Findings::of)
                .reduce(Findings.NONE, Findings::plus);
    }

    /**
     * An input.
     *
     * @param rows all of it, in an order that is the same each time they are computed
     * @param count how many they are
     * @param table whose rows they are
     */
    public record Input(JavaRDD<InternalRow> rows, long count, InputTable table) {}

    /**
     * Compares; no image is read.
     *
     * @param input what is compared with the dataset
     * @param source where the input is from
     * @param options what is done about images that failed or are gone
     * @param base the newest commit, or nothing where there is no dataset
     * @param checksum of a row
     */
    public static Difference of(
            SparkSession spark,
            Input input,
            SourceOptions source,
            UpdateOptions options,
            DatasetFolder folder,
            Optional<CommitRecord> base,
            RowChecksum checksum) {
        InputTable table = input.table();
        JavaRDD<ComparedRow> all = ComparedInput.of(input.rows(), table, checksum);
        if (!table.holdsContent()) {
            // A listing has a partition per folder, and a shuffle writes a file from each to each: so join small ones.
            all = all.coalesce(tasks(input.count()));
        }
        long compared = input.count();
        if (base.isPresent() && base.get().data().totalRows() > 0) {
            all = all.union(StandingImages.of(spark, base.get(), folder.data(), ComparedRow.Side.DATA, checksum));
            compared += base.get().data().totalRows();
        }
        if (base.isPresent() && base.get().rejects().totalRows() > 0) {
            all = all.union(StandingImages.of(spark, base.get(), folder.rejects(), ComparedRow.Side.REJECTS, checksum));
            compared += base.get().rejects().totalRows();
        }
        int columns = ComparedInput.columns(table).length();
        JavaRDD<ComparedRow> sorted = SortedRows.dataset(
                        spark, all.map(ComparedRow::row), ComparedRow.schema(ComparedInput.columns(table)), List.of())
                .repartition(tasks(compared), functions.col(ComparedRow.PATH))
                .sortWithinPartitions(ComparedRow.PATH)
                .queryExecution()
                .toRdd()
                .toJavaRDD()
                .map(row -> ComparedRow.of(row, columns));
        Comparison comparison = new Comparison(
                options,
                base.map(CommitRecord::unsettled).orElse(List.of()),
                source.format() == InputFormat.IMAGES ? Comparison.Lengths.LISTED : Comparison.Lengths.NOTED);
        return new Difference(spark, table, comparison, sorted);
    }

    private static int tasks(long rows) {
        return (int) Math.min(Integer.MAX_VALUE, 1 + rows / ROWS_PER_TASK);
    }

    /** Returns what was counted; images that may have changed are not among the counts. */
    public UpdateCounts counts() {
        return findings.counts();
    }

    /** Returns how many images may have changed: their files have to be read. */
    public long uncertain() {
        return findings.uncertain();
    }

    /** Returns whether the dataset is as it would be made. */
    public boolean isNone() {
        return findings.actions() == 0;
    }

    /**
     * Refuses an input that has a path twice: which of the rows were to stand?
     *
     * @throws UserException if it has
     */
    public void refuseDuplicates() {
        if (findings.twice() > 0) {
            throw new UserException(
                    UserException.Kind.USAGE,
                    String.format(Locale.ROOT, "the input has %,d paths more than once", findings.twice()),
                    "output.mode update knows an image by its path; the first are "
                            + String.join(", ", findings.examples()),
                    "leave all but one row of each out of the input");
        }
    }

    /**
     * Reads the files of images that may have changed, and keeps what there is to do.
     *
     * @param folder a folder that every executor reaches
     */
    public Actions keep(Path folder) {
        Comparison rules = comparison;
        JavaRDD<ActionRow> found = sorted.mapPartitions(rows -> new PathGroups(rows, rules));
        JavaRDD<InternalRow> actions = found.map(ActionRow::row);
        JavaRDD<InternalRow> read = null;
        if (findings.uncertain() > 0) {
            read = readUncertain(found.filter(action -> action.verdict() == Verdict.UNCERTAIN))
                    .persist(StorageLevel.DISK_ONLY());
            actions = found.filter(action -> action.verdict() != Verdict.UNCERTAIN)
                    .map(ActionRow::row)
                    .union(read);
        }
        Dataset<Row> ordered = SortedRows.dataset(spark, actions, ActionRow.schema(inputColumns), List.of())
                .sort(ActionRow.POSITION);
        JavaRDD<InternalRow> kept =
                StableRows.copy(ordered.queryExecution().toRdd().toJavaRDD(), folder);
        if (read != null) {
            read.unpersist();
        }
        return Actions.of(kept, inputColumns.length());
    }

    private JavaRDD<InternalRow> readUncertain(JavaRDD<ActionRow> uncertain) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        long tasks = Math.min(
                (long) TASKS_PER_CORE * context.defaultParallelism(), 1 + findings.uncertain() / UNCERTAIN_PER_TASK);
        int columns = inputColumns.length();
        return uncertain
                .map(ActionRow::row)
                .repartition((int) tasks)
                .map(row -> ActionRow.of(row, columns))
                .mapPartitions(new UncertainImages(
                        InputRows.of(input),
                        context.broadcast(new SerializableConfiguration(SessionSettings.hadoop(spark)))))
                .map(ActionRow::row);
    }
}
