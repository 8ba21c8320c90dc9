package dev.marquetry.spark.update;

import dev.marquetry.dataset.DataFile;
import dev.marquetry.dataset.DatasetFolder;
import dev.marquetry.dataset.DatasetWriter;
import dev.marquetry.parquet.CopiedFiles;
import dev.marquetry.spark.internals.JobName;
import dev.marquetry.spark.publish.FolderWrite;
import dev.marquetry.spark.publish.WrittenFiles;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** Writes files of a dataset anew as a {@link CopyPlan} says; what they were copied from stays until the commit. */
public final class FolderCopies {
    private final SparkSession spark;
    private final Configuration configuration;
    private final DatasetFolder folder;
    private final DatasetWriter writer;
    private final Form form;
    private final FolderWrite write;

    /**
     * What the files are like.
     *
     * @param pathColumn the dataset's column of paths
     * @param partitionBy the columns whose values stand in the paths of data files
     * @param compression Spark's name of the codec of all columns but tensors, which keep theirs
     * @param rowGroupSize the most bytes of a row group as read
     */
    public record Form(String pathColumn, List<String> partitionBy, String compression, long rowGroupSize) {
        /** Copies the list. */
        public Form {
            partitionBy = List.copyOf(partitionBy);
        }
    }

    /**
     * @param configuration Hadoop's settings for the folder
     * @param writer the right to write there
     */
    public FolderCopies(
            SparkSession spark, Configuration configuration, DatasetFolder folder, DatasetWriter writer, Form form) {
        this.spark = spark;
        this.configuration = configuration;
        this.folder = folder;
        this.writer = writer;
        this.form = form;
        this.write = new FolderWrite(spark, configuration, folder, writer);
    }

    /**
     * Copies data files.
     *
     * @param plan which of them
     * @param actions what rows go and what changes
     * @param places where the rows of the actions' files are; follows them to the copies
     * @param others data files that the run has written besides
     * @return the copies
     * @throws IllegalStateException if rows are missing or too many, which is a fault of ours
     */
    public List<DataFile> data(CopyPlan plan, ActionBatch actions, FilePlaces places, List<DataFile> others)
            throws IOException {
        if (plan.isNothing()) {
            return List.of();
        }
        JobName.name(spark, "copy files of arrays", () -> {
            Dataset<Row> copies =
                    FileCopies.of(spark, plan, actions, places, ComparedRow.Side.DATA, form.partitionBy());
            write.data(copies, CopiedFiles.class.getName(), options(folder.data()), form.partitionBy());
        });
        Set<String> known = new HashSet<>(others.stream().map(DataFile::name).toList());
        return counted(
                plan,
                places,
                new WrittenFiles(write.dataFolder(), without(write.written().sizes(), known)));
    }

    /** Copies files of rejects, as {@link #data} copies data files. */
    public List<DataFile> rejects(CopyPlan plan, ActionBatch actions, FilePlaces places) throws IOException {
        if (plan.isNothing()) {
            return List.of();
        }
        Path staged = writer.stagedRejects();
        Set<String> known = new HashSet<>(folder.files(staged).keySet());
        JobName.name(spark, "copy files of rejects", () -> {
            Dataset<Row> copies = FileCopies.of(spark, plan, actions, places, ComparedRow.Side.REJECTS, List.of());
            write.rejects(copies, CopiedFiles.class.getName(), options(folder.rejects()));
        });
        return counted(plan, places, new WrittenFiles(staged, without(folder.files(staged), known)));
    }

    private Map<String, String> options(Path root) {
        return Map.of(
                CopiedFiles.ROOT,
                root.toString(),
                CopiedFiles.PATH_COLUMN,
                form.pathColumn(),
                CopiedFiles.ROW_GROUP_SIZE,
                Long.toString(form.rowGroupSize()),
                CopiedFiles.FILE_TAG,
                writer.run().value(),
                "compression",
                form.compression());
    }

    private static Map<String, Long> without(Map<String, Long> files, Collection<String> known) {
        Map<String, Long> others = new TreeMap<>(files);
        others.keySet().removeAll(known);
        return others;
    }

    private List<DataFile> counted(CopyPlan plan, FilePlaces places, WrittenFiles written) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        Broadcast<SerializableConfiguration> settings = context.broadcast(new SerializableConfiguration(configuration));
        List<DataFile> copies = written.counted(context, settings);
        long rows = copies.stream().mapToLong(DataFile::rows).sum();
        if (rows != plan.rows()) {
            throw new IllegalStateException("rows were lost or came twice: " + plan.rows() + " were to be copied, and "
                    + rows + " are in the copies");
        }
        places.follow(plan, copies);
        return copies;
    }
}
