package dev.marquetry.spark.internals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.FileFormat;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.NoopCache$;
import org.apache.spark.sql.execution.datasources.PartitionSpec;
import org.apache.spark.sql.execution.datasources.PartitioningAwareFileIndex;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.immutable.Map$;
import scala.collection.immutable.Vector;
import scala.collection.mutable.LinkedHashMap;

/**
 * Files whose names, sizes and columns are known, as a DataFrame: no folder is listed and no footer is read for it.
 *
 * <p>{@code spark.read().load(files)} asks for the status of each file, in a Spark job of its own from 33 files on,
 * and for a footer.
 */
public final class KnownFiles extends PartitioningAwareFileIndex {
    private static final String BASE_PATH = "basePath";

    private final Path root;
    private final LinkedHashMap<Path, FileStatus> files = new LinkedHashMap<>();
    private final scala.collection.immutable.Map<Path, FileStatus[]> folders;
    private PartitionSpec partitions;

    private KnownFiles(SparkSession spark, Path root, Map<String, Long> sizes, StructType partitionColumns) {
        super(
                spark,
                ScalaMaps.of(Map.of(BASE_PATH, root.toString())),
                Option.apply(partitionColumns),
                NoopCache$.MODULE$);
        this.root = root;
        Map<Path, List<FileStatus>> byFolder = new TreeMap<>();
        new TreeMap<>(sizes).forEach((name, size) -> {
            FileStatus status = new FileStatus(size, false, 0, 0, 0, new Path(root + "/" + name));
            files.put(status.getPath(), status);
            byFolder.computeIfAbsent(status.getPath().getParent(), folder -> new ArrayList<>())
                    .add(status);
        });
        Map<Path, FileStatus[]> children = new HashMap<>();
        byFolder.forEach((folder, content) -> children.put(folder, content.toArray(FileStatus[]::new)));
        this.folders = ScalaMaps.of(children);
    }

    /**
     * Returns the rows of files.
     *
     * @param root the folder that the files stand below
     * @param sizes their paths below it, with their sizes in bytes
     * @param columns the columns to read from the files
     * @param partitionColumns the columns whose values stand in the files' paths
     */
    public static Dataset<Row> read(
            SparkSession spark,
            FileFormat format,
            Path root,
            Map<String, Long> sizes,
            StructType columns,
            StructType partitionColumns) {
        return spark.baseRelationToDataFrame(new HadoopFsRelation(
                new KnownFiles(spark, root, sizes, partitionColumns),
                partitionColumns,
                columns,
                Option.empty(),
                format,
                Map$.MODULE$.empty(),
                spark));
    }

    @Override
    public Vector<Path> rootPaths() {
        return ScalaLists.of(List.of(root));
    }

    @Override
    public void refresh() {
        // What is known does not change.
    }

    @Override
    public LinkedHashMap<Path, FileStatus> leafFiles() {
        return files;
    }

    @Override
    public scala.collection.immutable.Map<Path, FileStatus[]> leafDirToChildrenFiles() {
        return folders;
    }

    @Override
    public PartitionSpec partitionSpec() {
        if (partitions == null) {
            partitions = inferPartitioning();
        }
        return partitions;
    }
}
