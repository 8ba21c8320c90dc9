package dev.marquetry.spark.description;

import dev.marquetry.dataset.CommitRecord;
import dev.marquetry.dataset.DataFile;
import dev.marquetry.dataset.RowSums;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a commit does in {@code data/} or {@code rejects/}.
 *
 * @param added the new files
 * @param addedSums the checksum of the rows that came
 * @param removed the names of files that go
 * @param removedSums the checksum of the rows that went, which may be fewer than these files had
 */
public record FolderChange(List<DataFile> added, RowSums addedSums, List<String> removed, RowSums removedSums) {
    /** Copies the lists. */
    public FolderChange {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
    }

    /** Returns a change of files whose rows stay the same. */
    public static FolderChange copying(List<DataFile> added, List<String> removed) {
        return new FolderChange(added, RowSums.NONE, removed, RowSums.NONE);
    }

    /** Returns the folder of a dataset of which nothing stays. */
    CommitRecord.Files replacing() {
        return new CommitRecord.Files(names(), removed, added, addedSums);
    }

    /** Returns the folder that was, changed. A file without rows stands for the schema where there is no other. */
    public CommitRecord.Files of(CommitRecord.Files before) {
        Set<String> gone = new HashSet<>(removed);
        List<DataFile> kept = new ArrayList<>();
        for (DataFile file : before.files()) {
            if (!gone.contains(file.name())) {
                kept.add(file);
            }
        }
        boolean hasRows = kept.stream().anyMatch(file -> file.rows() > 0)
                || added.stream().anyMatch(file -> file.rows() > 0);
        List<String> allRemoved = new ArrayList<>(removed);
        if (hasRows) {
            kept.stream().filter(file -> file.rows() == 0).map(DataFile::name).forEach(allRemoved::add);
            kept.removeIf(file -> file.rows() == 0);
        }
        kept.addAll(added);
        return new CommitRecord.Files(
                names(), allRemoved, kept, before.sums().plus(addedSums).minus(removedSums));
    }

    private List<String> names() {
        return added.stream().map(DataFile::name).toList();
    }
}
