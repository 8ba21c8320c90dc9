package dev.marquetry.spark;

import dev.marquetry.dataset.CommitRecord;
import dev.marquetry.dataset.DataFile;
import dev.marquetry.dataset.DatasetFolder;
import dev.marquetry.dataset.DatasetWriter;
import dev.marquetry.dataset.FileSizes;
import dev.marquetry.dataset.RowSums;
import dev.marquetry.dataset.RunId;
import dev.marquetry.options.OutputCompression;
import dev.marquetry.options.OutputOptions;
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
    private final FileSizes sizes;

    /**
     * What the files are to be like, where it is something else than what the newest commit says.
     *
     * @param file the wanted size of a file in bytes; those below half of it are small
     * @param rowGroup the most bytes of a row group as read
     */
    public record Sizes(Optional<Long> file, Optional<Long> rowGroup) {
        /** As the newest commit says; by default, where that is of a build that did not say it. */
        public static final Sizes AS_WRITTEN = new Sizes(Optional.empty(), Optional.empty());

        private FileSizes of(CommitRecord newest) {
            Optional<FileSizes> written = Optional.ofNullable(newest.sizes());
            return new FileSizes(
                    file.or(() -> written.map(FileSizes::file)).orElse(OutputOptions.DEFAULT_FILE_SIZE),
                    rowGroup.or(() -> written.map(FileSizes::rowGroup)).orElse(OutputOptions.DEFAULT_ROW_GROUP_SIZE));
        }
    }

    private DatasetCompaction(SparkSession spark, DatasetFolder folder, Configuration configuration, FileSizes sizes) {
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
            FileSizes wanted = sizes.of(writer.base().orElseThrow());
            return new DatasetCompaction(spark, folder, configuration, wanted).run(writer);
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
                sizes,
                before.unsettled(),
                null);
        writer.publish(commit, Optional.empty(), ReportFiles.ofPrograms(RunReport.compacted(before, commit, started)));
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
