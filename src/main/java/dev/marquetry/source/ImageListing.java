package dev.marquetry.source;

import dev.marquetry.FileTree;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Lists the image files of folders, recursively, on the executors, without reading any of them.
 *
 * <p>The driver looks one level deep and never holds the list: each sub-folder is listed by a task of its own, an
 * object store's in flat pages. Names that begin with {@code _} or {@code .} are skipped, as Spark does, and so are
 * files whose names are not those of images, as fastai does.
 */
final class ImageListing {
    private static final int MOST_TASKS = 1_000;

    private final SparkSession spark;

    /** One folder to list, or one file; no record, for Spark may be set to ship it with Kryo, which takes none. */
    private static final class Branch implements Serializable {
        private final String path;
        private final Depth depth;

        Branch(String path, Depth depth) {
            this.path = path;
            this.depth = depth;
        }
    }

    private enum Depth {
        FILE,
        FILES_OF_FOLDER,
        WHOLE_TREE
    }

    ImageListing(SparkSession spark) {
        this.spark = spark;
    }

    /** Returns the images, in the order of their paths within each sub-folder. */
    InputTable list(String input) {
        Configuration configuration = spark.sessionState().newHadoopConf();
        List<Branch> branches = new ArrayList<>();
        String root;
        try {
            FileStatus[] existing = InputPaths.existing(input, configuration);
            root = InputPaths.root(input, existing, configuration);
            for (FileStatus found : existing) {
                addBranches(found, configuration, branches);
            }
        } catch (IOException failure) {
            throw InputPaths.unreadable(input, failure);
        }
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        Broadcast<SerializableConfiguration> settings = context.broadcast(new SerializableConfiguration(configuration));
        JavaRDD<Row> rows = context.parallelize(branches, Math.max(1, Math.min(branches.size(), MOST_TASKS)))
                .flatMap(branch -> files(branch, root, settings.value().value()));
        return new InputTable(
                spark.createDataFrame(rows, InputTable.LISTING_SCHEMA).sortWithinPartitions(InputTable.PATH),
                root,
                PathResolver.below(root));
    }

    private static void addBranches(FileStatus root, Configuration configuration, List<Branch> branches)
            throws IOException {
        if (root.isFile()) {
            branches.add(new Branch(root.getPath().toString(), Depth.FILE));
            return;
        }
        branches.add(new Branch(root.getPath().toString(), Depth.FILES_OF_FOLDER));
        List<Branch> folders = new ArrayList<>();
        FileSystem fileSystem = root.getPath().getFileSystem(configuration);
        RemoteIterator<FileStatus> children = fileSystem.listStatusIterator(root.getPath());
        while (children.hasNext()) {
            FileStatus child = children.next();
            if (child.isDirectory() && !ImageNames.isHidden(child.getPath().getName())) {
                folders.add(new Branch(child.getPath().toString(), Depth.WHOLE_TREE));
            }
        }
        folders.sort(Comparator.comparing(branch -> branch.path));
        branches.addAll(folders);
    }

    private static Iterator<Row> files(Branch branch, String root, Configuration configuration) throws IOException {
        Path path = new Path(branch.path);
        FileSystem fileSystem = path.getFileSystem(configuration);
        return switch (branch.depth) {
            case FILE -> List.of(row(fileSystem.getFileStatus(path), root)).iterator();
            case FILES_OF_FOLDER -> rows(path, root, fileSystem.listStatusIterator(path));
            case WHOLE_TREE -> rows(path, root, FileTree.files(fileSystem, path));
        };
    }

    private static Iterator<Row> rows(Path folder, String root, RemoteIterator<? extends FileStatus> statuses) {
        int prefix = folder.toString().length();
        return new Iterator<>() {
            private Row next;

            @Override
            public boolean hasNext() {
                try {
                    while (next == null && statuses.hasNext()) {
                        FileStatus status = statuses.next();
                        String below = status.getPath().toString().substring(prefix);
                        if (status.isFile() && isVisible(below) && ImageNames.isImage(below)) {
                            next = row(status, root);
                        }
                    }
                    return next != null;
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            }

            @Override
            public Row next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("all files were listed");
                }
                Row row = next;
                next = null;
                return row;
            }
        };
    }

    private static boolean isVisible(String below) {
        for (String name : below.split("/", -1)) {
            if (ImageNames.isHidden(name)) {
                return false;
            }
        }
        return true;
    }

    private static Row row(FileStatus status, String root) {
        String path = status.getPath().toString();
        String below = path.substring(root.endsWith("/") ? root.length() : root.length() + 1);
        return RowFactory.create(below, status.getLen(), new Timestamp(status.getModificationTime()));
    }
}
