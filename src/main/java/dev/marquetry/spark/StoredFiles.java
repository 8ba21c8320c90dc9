package dev.marquetry.spark;

import dev.marquetry.dataset.CommitRecord;
import dev.marquetry.show.LocatedFile;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.Path;

/** Tells where the data files are of a commit that is still to be made. */
final class StoredFiles {
    private StoredFiles() {}

    /**
     * Returns the files.
     *
     * @param commit the commit
     * @param data the dataset's folder of them
     * @param written where those are for now that the commit adds
     */
    static List<LocatedFile> of(CommitRecord commit, Path data, Path written) {
        Set<String> added = new HashSet<>(commit.data().added());
        return commit.data().files().stream()
                .map(file -> new LocatedFile(added.contains(file.name()) ? written : data, file))
                .toList();
    }
}
