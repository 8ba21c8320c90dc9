package dev.marquetry.source;

import dev.marquetry.files.FileTree;
import dev.marquetry.source.PassedOver.Reason;
import java.io.IOException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.Row;

/** Lists the images of a folder through Hadoop's FileSystem, an object store's in flat pages. Used by one thread. */
final class RemoteWalk extends ListedRows {
    private final FileSystem fileSystem;
    private final Branch branch;
    private final NamePattern pattern;
    private final PassedOver.Tally tally;
    private final int prefix;
    private final RemoteIterator<? extends FileStatus> names;
    private RemoteIterator<? extends FileStatus> matchedFolder;

    /**
     * @param fileSystem where the folder is
     * @param branch a branch of another kind than a file
     * @param root what the paths are told relative to, with a slash at its end
     * @param tally counts what is passed over
     */
    RemoteWalk(FileSystem fileSystem, Branch branch, String root, PassedOver.Tally tally) throws IOException {
        this.fileSystem = fileSystem;
        this.branch = branch;
        this.pattern = branch.pattern();
        this.tally = tally;
        this.prefix = root.length();
        Path folder = new Path(branch.path());
        this.names = branch.kind() == Branch.Kind.TREE
                ? FileTree.files(fileSystem, folder)
                : fileSystem.listStatusIterator(folder);
    }

    @Override
    Row find() throws IOException {
        Row row = null;
        while (row == null) {
            if (matchedFolder != null && matchedFolder.hasNext()) {
                row = below(matchedFolder.next());
            } else if (names.hasNext()) {
                row = branch.isGlob() ? matched(names.next()) : below(names.next());
            } else {
                return null;
            }
        }
        return row;
    }

    /** Files that a glob names are taken whatever their suffix. */
    private Row matched(FileStatus status) throws IOException {
        String name = status.getPath().getName();
        if (!pattern.matches(name)) {
            return null;
        }
        if (pattern.hides(name)) {
            return passOver(Reason.HIDDEN);
        }
        if (status.isDirectory()) {
            matchedFolder = branch.isDeep() ? FileTree.files(fileSystem, status.getPath()) : null;
            return null;
        }
        return ListedFile.row(status.getPath().toString().substring(prefix), status);
    }

    /** Of the folder that is listed nothing is hidden, whatever its name: somebody named it. */
    private Row below(FileStatus status) {
        if (!status.isFile()) {
            return null;
        }
        String below = status.getPath().toString().substring(prefix);
        if (ImageNames.anyIsHidden(below)) {
            return passOver(Reason.HIDDEN);
        }
        return ImageNames.isImage(below) ? ListedFile.row(below, status) : passOver(Reason.SUFFIX);
    }

    private Row passOver(Reason reason) {
        tally.add(reason);
        return null;
    }
}
