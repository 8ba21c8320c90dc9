package dev.marquetry.spark;

import dev.marquetry.dataset.CommitRecord;
import dev.marquetry.dataset.DataFile;
import dev.marquetry.dataset.DatasetFolder;
import dev.marquetry.dataset.DatasetWriter;
import dev.marquetry.dataset.RowSums;
import dev.marquetry.dataset.RunId;
import dev.marquetry.options.OutputCompression;
import dev.marquetry.options.Takeover;
import dev.marquetry.options.UserException;
import dev.marquetry.source.StorageFaults;
import dev.marquetry.spark.description.FolderChange;
import dev.marquetry.spark.description.RunReport;
import dev.marquetry.spark.internals.SessionSettings;
import dev.marquetry.spark.publish.OutputCheck;
import dev.marquetry.spark.publish.OutputSettings;
import dev.marquetry.spark.update.ActionBatch;
import dev.marquetry.spark.update.CopyPlan;
import dev.marquetry.spark.update.FilePlaces;
import dev.marquetry.spark.update.FolderCopies;
import dev.marquetry.spark.update.FolderEdits;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Copies the small files of a dataset together, partition by partition, by one commit. Arrays pass as they are,
 * compressed; nothing is decoded, and no row changes.
 */
public final class DatasetCompaction {
    private final SparkSession spark;
    private final DatasetFolder folder;
    private final Configuration configuration;
    private final Sizes sizes;

    /**
     * What the files are to be like.
     *
     * @param file the wanted size of a file in bytes; those below half of it are small
     * @param rowGroup the most bytes of a row group as read
     */
    public record Sizes(long file, long rowGroup) {}

    private DatasetCompaction(SparkSession spark, DatasetFolder folder, Configuration configuration, Sizes sizes) {
        this.spark = spark;
        this.folder = folder;
        this.configuration = configuration;
        this.sizes = sizes;
    }

    /**
     * Compacts a dataset.
     *
     * @param spark the session, which stays the caller's
     * @param path the dataset's folder
     * @return the commit, or nothing where no two files of a partition are small
     * @throws UserException if there is no dataset, or another run holds it; nothing was changed
     * @throws IOException if the file system fails
     */
    public static Optional<CommitRecord> compact(SparkSession spark, String path, Sizes sizes, Takeover takeover)
            throws IOException {
        Configuration configuration = OutputSettings.configuration(path, SessionSettings.hadoop(spark));
        DatasetFolder folder;
        try {
            folder = new DatasetFolder(path, configuration);
            OutputCheck.requireCommit(folder, folder.root().toString());
        } catch (IOException failure) {
            throw StorageFaults.of("the dataset cannot be read: " + path, failure);
        }
        DatasetWriter writer = DatasetWriter.begin(folder, RunId.next(), takeover);
        try {
            return new DatasetCompaction(spark, folder, configuration, sizes).run(writer);
        } finally {
            writer.abandon();
            writer.close();
        }
    }

    private Optional<CommitRecord> run(DatasetWriter writer) throws IOException {
        Instant started = Instant.now();
        CommitRecord before = writer.base().orElseThrow();
        CopyPlan data = plan(before.data());
        CopyPlan rejects = plan(before.rejects());
        if (data.isNothing() && rejects.isNothing()) {
            return Optional.empty();
        }
        FolderCopies copies = new FolderCopies(
                spark,
                configuration,
                folder,
                writer,
                new FolderCopies.Form(
                        before.description().pathColumn(),
                        before.description().partitionBy(),
                        compression(before).sparkName(),
                        sizes.rowGroup()));
        ActionBatch none = ActionBatch.none(JavaSparkContext.fromSparkContext(spark.sparkContext()));
        FolderChange dataChange = FolderChange.copying(
                copies.data(data, none, new FilePlaces(before.data().files()), List.of()), data.removedNames());
        FolderChange rejectsChange = FolderChange.copying(
                copies.rejects(rejects, none, new FilePlaces(before.rejects().files())), rejects.removedNames());
        CommitRecord commit = new CommitRecord(
                CommitRecord.VERSION,
                writer.nextCommit(),
                writer.run().value(),
                "compact",
                Instant.now().toString(),
                before.description(),
                new CommitRecord.Rows(0, 0, 0),
                RowSums.NONE,
                dataChange.of(before.data()),
                rejectsChange.of(before.rejects()),
                before.unsettled(),
                null);
        writer.publish(commit, Optional.empty(), RunReport.compacted(before, commit, started));
        return Optional.of(commit);
    }

    private CopyPlan plan(CommitRecord.Files files) {
        return CopyPlan.of(files.files(), FolderEdits.NONE, sizes.file(), CopyPlan.Merging.ALL_SMALL_FILES);
    }

    /** The names of files say what codec their run wrote; tensors keep theirs. */
    private static OutputCompression compression(CommitRecord commit) {
        String name = commit.data().files().stream().map(DataFile::name).reduce("", (first, last) -> last);
        if (name.contains(".zstd.")) {
            return OutputCompression.ZSTD;
        }
        return name.contains(".snappy.") ? OutputCompression.SNAPPY : OutputCompression.UNCOMPRESSED;
    }
}
