package dev.marquetry.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.marquetry.options.UserException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The commits of a dataset, {@code _commits/<n>.json}, each created once and never changed.
 *
 * <p>Creating the record is the commit. Of two runs that began from the same commit, both want to create the same
 * number, and one succeeds: no lock has to be right for that.
 */
final class CommitLog {
    private static final String SUFFIX = ".json";

    /** A number that is gone could be taken by a run that was stopped for as long. */
    private static final Duration KEPT_FOR = Duration.ofDays(7);

    private static final int KEPT_AT_LEAST = 30;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FileSystem fileSystem;
    private final Path folder;

    CommitLog(FileSystem fileSystem, Path folder) {
        this.fileSystem = fileSystem;
        this.folder = folder;
    }

    /**
     * Returns the newest commit, or nothing where there is none.
     *
     * @throws UserException if it is not whole, or of another version
     * @throws IOException if it cannot be read; the message names it
     */
    Optional<CommitRecord> newest() throws IOException {
        NavigableMap<Long, FileStatus> records = records();
        return records.isEmpty()
                ? Optional.empty()
                : Optional.of(read(records.lastEntry().getValue().getPath()));
    }

    private CommitRecord read(Path file) throws IOException {
        try (InputStream stream = fileSystem.open(file)) {
            return RecordText.read(file, stream.readAllBytes());
        }
    }

    /** Returns whether there is a commit of this number. */
    boolean has(long number) throws IOException {
        return fileSystem.exists(file(number));
    }

    /**
     * Commits.
     *
     * @return false if another run has created a record of this number
     * @throws IOException if that is not known, even after another look
     */
    boolean create(CommitRecord commit) throws IOException {
        Path file = file(commit.commit());
        try {
            new ExclusiveFiles(fileSystem)
                    .create(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(commit));
        } catch (IOException failure) {
            // The file system may have failed after it had created the record.
            if (!fileSystem.exists(file)) {
                throw failure;
            }
        }
        return read(file).run().equals(commit.run());
    }

    /**
     * Removes a newest record that is not whole, whose run died while it created it; it was nobody's commit yet. Only
     * for the holder of the lock.
     */
    void removeTorn() throws IOException {
        NavigableMap<Long, FileStatus> records = records();
        if (!records.isEmpty()) {
            Path newest = records.lastEntry().getValue().getPath();
            try (InputStream stream = fileSystem.open(newest)) {
                JSON.readValue(stream.readAllBytes(), CommitRecord.class);
            } catch (JsonProcessingException torn) {
                fileSystem.delete(newest, false);
            }
        }
    }

    /** Removes records that are both older than a week and not among the last thirty. */
    void prune() throws IOException {
        NavigableMap<Long, FileStatus> records = records();
        if (records.size() <= KEPT_AT_LEAST) {
            return;
        }
        long newest = records.lastEntry().getValue().getModificationTime();
        for (FileStatus old :
                records.headMap(records.lastKey() - KEPT_AT_LEAST, true).values()) {
            if (newest - old.getModificationTime() > KEPT_FOR.toMillis()) {
                fileSystem.delete(old.getPath(), false);
            }
        }
    }

    private Path file(long number) {
        return new Path(folder, number + SUFFIX);
    }

    private NavigableMap<Long, FileStatus> records() throws IOException {
        NavigableMap<Long, FileStatus> records = new TreeMap<>();
        try {
            for (FileStatus file : fileSystem.listStatus(folder)) {
                String name = file.getPath().getName();
                if (name.matches("\\d{1,18}\\" + SUFFIX)) {
                    records.put(Long.valueOf(name.substring(0, name.length() - SUFFIX.length())), file);
                }
            }
        } catch (FileNotFoundException none) {
            return records;
        }
        return records;
    }
}
