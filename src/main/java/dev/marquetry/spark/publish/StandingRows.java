package dev.marquetry.spark.publish;

import dev.marquetry.dataset.CommitRecord;
import dev.marquetry.dataset.DatasetFolder;
import dev.marquetry.parquet.DatasetReport;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * What a dataset holds before a run.
 *
 * @param rows rows of {@code data/}
 * @param data names of the files below {@code data/}
 * @param rejects names of the files below {@code rejects/}
 */
public record StandingRows(long rows, List<String> data, List<String> rejects) {
    static final StandingRows NONE = new StandingRows(0, List.of(), List.of());

    /** Looks it up in the newest commit; a dataset of the first version has none, and its footers are read. */
    public static StandingRows of(DatasetFolder folder, Configuration configuration) throws IOException {
        Optional<CommitRecord> newest = folder.newest();
        if (newest.isPresent()) {
            CommitRecord commit = newest.get();
            return new StandingRows(
                    commit.data().totalRows(),
                    commit.data().names(),
                    commit.rejects().names());
        }
        if (folder.state() != DatasetFolder.State.VERSION_1) {
            return NONE;
        }
        List<String> data = List.copyOf(folder.files(folder.data()).keySet());
        long rows = 0;
        for (String name : data) {
            rows += name.endsWith(".parquet")
                    ? DatasetReport.rows(new Path(folder.data() + "/" + name), configuration)
                    : 0;
        }
        return new StandingRows(
                rows, data, List.copyOf(folder.files(folder.rejects()).keySet()));
    }
}
