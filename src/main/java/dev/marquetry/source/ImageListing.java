package dev.marquetry.source;

import dev.marquetry.options.RejectException;
import dev.marquetry.source.PassedOver.Reason;
import dev.marquetry.spark.internals.SessionSettings;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;

/**
 * Lists the image files of folders, recursively, on the executors, without reading any of them.
 *
 * <p>Names that begin with a dot are passed over, and so are files whose names are not those of images, as fastai does;
 * a file that a glob names is taken whatever it is called. What is passed over is counted.
 */
final class ImageListing {
    private static final int MOST_TASKS = 1_000;

    private final SparkSession spark;

    ImageListing(SparkSession spark) {
        this.spark = spark;
    }

    /** Returns the images, in the order of their paths within each sub-folder. */
    InputTable list(String input, Optional<String> base) {
        Configuration configuration = SessionSettings.hadoop(spark);
        ListingPlan plan;
        try {
            plan = ListingPlan.of(input, base, configuration);
        } catch (IOException failure) {
            throw InputPaths.unreadable(input, failure);
        }
        PassedOverCounts counts = new PassedOverCounts();
        spark.sparkContext().register(counts);
        counts.add(new Tuple2<>("", plan.passedOver()));
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        Broadcast<SerializableConfiguration> settings = context.broadcast(new SerializableConfiguration(configuration));
        Broadcast<CoveredFolders> covered = context.broadcast(plan.covered());
        List<Branch> branches = plan.branches();
        String root = plan.root();
        JavaRDD<Row> rows = context.parallelize(branches, Math.max(1, Math.min(branches.size(), MOST_TASKS)))
                .flatMap(branch -> {
                    PassedOver.Tally tally = new PassedOver.Tally();
                    Iterator<Row> files = files(
                            branch, root, covered.value(), settings.value().value(), tally);
                    return new CountedRows(files, () -> counts.add(new Tuple2<>(branch.key(), tally.total())));
                });
        return new InputTable(
                spark.createDataFrame(rows, InputTable.LISTING_SCHEMA).sortWithinPartitions(InputTable.PATH),
                root,
                PathResolver.below(root),
                false,
                counts::value);
    }

    private static Iterator<Row> files(
            Branch branch, String root, CoveredFolders covered, Configuration configuration, PassedOver.Tally tally)
            throws IOException {
        Path path = new Path(branch.path());
        FileSystem fileSystem = path.getFileSystem(configuration);
        String prefix = root.endsWith("/") ? root : root + "/";
        boolean isLocal = Subfolders.isLocal(fileSystem);
        if (branch.kind() == Branch.Kind.FILE) {
            return file(fileSystem, path, prefix, tally);
        }
        if (!isLocal) {
            try {
                return new RemoteWalk(fileSystem, branch, prefix, tally);
            } catch (FileNotFoundException missing) {
                if (!branch.isGlob()) {
                    throw missing;
                }
                return List.<Row>of().iterator();
            }
        }
        java.nio.file.Path folder = Subfolders.local(path);
        if (branch.isGlob() && !java.nio.file.Files.isDirectory(folder)) {
            return List.<Row>of().iterator();
        }
        String below =
                branch.path().length() < prefix.length() ? "" : branch.path().substring(prefix.length()) + '/';
        LocalWalk walk = new LocalWalk(branch, folder, below, covered, tally);
        TaskContext.get().addTaskCompletionListener(ended -> {
            try {
                walk.close();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
        return walk;
    }

    /** A single file that was named is taken whatever it is called. */
    private static Iterator<Row> file(FileSystem fileSystem, Path path, String prefix, PassedOver.Tally tally)
            throws IOException {
        String below = path.toString().substring(prefix.length());
        if (Subfolders.isLocal(fileSystem)) {
            try {
                LocalFiles.length(Subfolders.local(path).toFile());
            } catch (RejectException noFile) {
                tally.add(Reason.NOT_A_FILE);
                return List.<Row>of().iterator();
            }
        }
        return List.of(ListedFile.row(below, fileSystem.getFileStatus(path))).iterator();
    }
}
