package dev.marquetry.spark.publish;

import dev.marquetry.dataset.CommitRecord;
import dev.marquetry.dataset.DataFile;
import dev.marquetry.dataset.DatasetFolder;
import dev.marquetry.dataset.DatasetWriter;
import dev.marquetry.dataset.Recovery;
import dev.marquetry.dataset.RowSums;
import dev.marquetry.options.UserException;
import dev.marquetry.parquet.PageCheck;
import dev.marquetry.spark.internals.JobName;
import dev.marquetry.spark.internals.SessionSettings;
import dev.marquetry.spark.rows.RowChecksum;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;

/**
 * Holds a dataset against its newest commit: the files that stand there, the checksums of their pages, the rows, and
 * the checksum of what the rows have from the input. Every file is read whole, on the executors; nothing is written.
 */
public final class DatasetVerification {
    private static final int MOST_TASKS = 1_000;

    private final SparkSession spark;
    private final DatasetFolder folder;
    private final CommitRecord commit;
    private final List<String> findings = new ArrayList<>();

    private DatasetVerification(SparkSession spark, DatasetFolder folder, CommitRecord commit) {
        this.spark = spark;
        this.folder = folder;
        this.commit = commit;
    }

    /**
     * What was found.
     *
     * @param commit the newest commit
     * @param findings what is wrong, a sentence each; empty if nothing is
     */
    public record Verdict(CommitRecord commit, List<String> findings) {
        /** Copies the list. */
        public Verdict {
            findings = List.copyOf(findings);
        }
    }

    /**
     * Verifies a dataset.
     *
     * @param spark the session, which stays the caller's
     * @param path the dataset's folder
     * @throws UserException if there is no dataset of this version
     * @throws IOException if the folder cannot be listed or its commit cannot be read
     */
    public static Verdict verify(SparkSession spark, String path) throws IOException {
        Configuration configuration = SessionSettings.hadoop(spark);
        DatasetFolder folder = new DatasetFolder(path, configuration);
        CommitRecord commit = OutputCheck.requireCommit(folder, path);
        DatasetVerification verification = new DatasetVerification(spark, folder, commit);
        verification.checkFolder();
        JobName.name(spark, "verify files", () -> {
            verification.check(folder.data(), commit.data());
            verification.check(folder.rejects(), commit.rejects());
        });
        return new Verdict(commit, verification.findings);
    }

    private void checkFolder() throws IOException {
        Recovery recovery = DatasetWriter.recovery(folder);
        recovery.steps().forEach(step -> findings.add("a run did not end; marquetry repair would " + step));
        recovery.strangers().forEach(file -> findings.add("no run wrote " + file + ", and no commit lists it"));
    }

    private void check(Path where, CommitRecord.Files files) throws IOException {
        Map<String, Long> sizes = folder.files(where);
        List<DataFile> whole = new ArrayList<>();
        for (DataFile file : files.files()) {
            String name = where.getName() + "/" + file.name();
            Long size = sizes.get(file.name());
            if (size == null) {
                findings.add("missing: " + name + ", which commit " + commit.commit() + " lists");
            } else if (size != file.bytes()) {
                findings.add(name + " has " + size + " bytes, and the commit says " + file.bytes());
            } else {
                whole.add(file);
            }
        }
        List<String> damaged = damaged(where, whole);
        findings.addAll(damaged);
        if (damaged.isEmpty() && whole.size() == files.files().size()) {
            RowSums sums = sums(where, files);
            if (!sums.equals(files.sums())) {
                findings.add("the checksum of the rows in " + where.getName() + "/ is " + sums
                        + ", and the commit says " + files.sums());
            }
        }
    }

    private List<String> damaged(Path where, List<DataFile> files) {
        if (files.isEmpty()) {
            return List.of();
        }
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        Broadcast<SerializableConfiguration> settings =
                context.broadcast(new SerializableConfiguration(SessionSettings.hadoop(spark)));
        String folderName = where.toString();
        List<Tuple2<String, Long>> expected = files.stream()
                .map(file -> new Tuple2<>(file.name(), file.rows()))
                .toList();
        return context.parallelize(expected, Math.min(MOST_TASKS, expected.size()))
                .flatMap(file -> fault(
                        new Path(folderName + "/" + file._1()),
                        file._2(),
                        settings.value().value()))
                .collect();
    }

    private static java.util.Iterator<String> fault(Path file, long rows, Configuration configuration) {
        try {
            long found = PageCheck.rows(file, configuration);
            return (found == rows
                            ? List.<String>of()
                            : List.of(file + " has " + found + " rows, and the commit says " + rows))
                    .iterator();
        } catch (IOException damage) {
            return List.of(damage.getMessage()).iterator();
        }
    }

    private RowSums sums(Path where, CommitRecord.Files files) {
        if (files.totalRows() == 0) {
            return RowSums.NONE;
        }
        CommitRecord.Description description = commit.description();
        StructType columns = CommittedRows.sharedColumns(description);
        boolean partitioned = where.equals(folder.data());
        Dataset<Row> rows = CommittedRows.read(
                spark, where, files.files(), columns, partitioned ? description.partitionBy() : List.of());
        StructType carried = new StructType(Arrays.copyOfRange(columns.fields(), 1, columns.length()));
        RowChecksum checksum = new RowChecksum(carried, description.partitionBy());
        JavaRDD<InternalRow> internal = rows.queryExecution().toRdd().toJavaRDD();
        return internal
                .mapPartitions(part -> {
                    RowSums sums = RowSums.NONE;
                    while (part.hasNext()) {
                        sums = sums.plus(checksum.of(part.next(), 0, 1));
                    }
                    return List.of(new long[] {sums.first(), sums.second()}).iterator();
                })
                .collect()
                .stream()
                .map(part -> new RowSums(part[0], part[1]))
                .reduce(RowSums.NONE, RowSums::plus);
    }
}
