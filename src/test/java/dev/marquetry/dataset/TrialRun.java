package dev.marquetry.dataset;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.marquetry.options.Takeover;
import dev.marquetry.options.UserException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A run that converts nothing: its data files hold one line each, which stands for their rows. */
final class TrialRun {
    private static final Configuration CONFIGURATION = SteppingFileSystem.configure(new Configuration());

    private final DatasetFolder folder;
    private final FileSystem fileSystem;
    private final Mode mode;
    private final List<String> rows;

    enum Mode {
        OVERWRITE,
        APPEND
    }

    TrialRun(String root, Mode mode, String... rows) throws IOException {
        this.folder = new DatasetFolder(root, CONFIGURATION);
        this.fileSystem = new Path(root).getFileSystem(CONFIGURATION);
        this.mode = mode;
        this.rows = List.of(rows);
    }

    static DatasetFolder folder(String root) throws IOException {
        return new DatasetFolder(root, CONFIGURATION);
    }

    void run(Takeover takeover) throws IOException {
        DatasetWriter writer = DatasetWriter.begin(folder, RunId.next(), takeover);
        try {
            convert(writer);
            writer.publish(record(writer), Optional.of("card of " + rows), report());
        } finally {
            writer.abandon();
            writer.close();
        }
    }

    /**
     * Runs by a process that is killed at one of its changes to the file system, counted from 1.
     *
     * @return whether it made as many
     */
    boolean dies(int change) {
        AtomicInteger changes = new AtomicInteger();
        SteppingFileSystem.announceTo((kind, path) -> {
            if (changes.incrementAndGet() >= change) {
                throw new IOException("killed");
            }
        });
        try {
            runUntilKilled(Takeover.ALWAYS);
            return false;
        } catch (IOException | UserException killed) {
            return true;
        } finally {
            SteppingFileSystem.silence();
        }
    }

    /** As {@link #run}, by a process that is killed: whatever is thrown, nobody cleans up. */
    void runUntilKilled(Takeover takeover) throws IOException {
        DatasetWriter writer = DatasetWriter.begin(folder, RunId.next(), takeover);
        convert(writer);
        writer.publish(record(writer), Optional.of("card of " + rows), report());
        writer.close();
    }

    private Map<String, byte[]> report() {
        return Map.of(DatasetFolder.RUN_REPORT, ("report of " + rows).getBytes(StandardCharsets.UTF_8));
    }

    private void convert(DatasetWriter writer) throws IOException {
        for (String row : rows) {
            write(new Path(writer.stagedData(), name(row, writer)), row);
        }
        write(new Path(writer.stagedRejects(), name("reject-of-" + rows.get(0), writer)), "x");
    }

    private static String name(String row, DatasetWriter writer) {
        return row + "-" + writer.run() + ".parquet";
    }

    private void write(Path path, String text) throws IOException {
        try (OutputStream stream = fileSystem.create(path, false)) {
            stream.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private CommitRecord record(DatasetWriter writer) {
        Optional<CommitRecord> base = writer.base();
        List<DataFile> data = rows.stream()
                .map(row -> new DataFile(name(row, writer), 1, row.length()))
                .toList();
        List<DataFile> rejects = List.of(new DataFile(name("reject-of-" + rows.get(0), writer), 1, 1));
        return new CommitRecord(
                CommitRecord.VERSION,
                writer.nextCommit(),
                writer.run().value(),
                mode.name(),
                "now",
                new CommitRecord.Description(
                        "",
                        "path",
                        List.of(),
                        "f",
                        List.of(),
                        JsonNodeFactory.instance.objectNode(),
                        JsonNodeFactory.instance.objectNode(),
                        List.of(),
                        Map.of()),
                new CommitRecord.Rows(rows.size(), rows.size(), 0),
                RowSums.NONE,
                files(base.map(CommitRecord::data), data),
                files(base.map(CommitRecord::rejects), rejects),
                null,
                List.of(),
                null);
    }

    private CommitRecord.Files files(Optional<CommitRecord.Files> before, List<DataFile> added) {
        List<String> names = added.stream().map(DataFile::name).toList();
        List<DataFile> standing = before.map(CommitRecord.Files::files).orElse(List.of());
        if (mode == Mode.OVERWRITE) {
            return new CommitRecord.Files(
                    names, standing.stream().map(DataFile::name).toList(), added, RowSums.NONE);
        }
        List<DataFile> all = new ArrayList<>(standing);
        all.addAll(added);
        return new CommitRecord.Files(names, List.of(), all, RowSums.NONE);
    }

    /** Returns the rows that stand in {@code data/}, sorted, each as often as it stands there. */
    static List<String> standing(String root) throws IOException {
        DatasetFolder folder = folder(root);
        List<String> rows = new ArrayList<>();
        for (String name : folder.files(folder.data()).keySet()) {
            rows.add(folder.readOrEmpty(new Path(folder.data(), name)));
        }
        rows.sort(null);
        return rows;
    }

    /** Returns what is wrong with a folder in which nobody writes: nothing, if all is well. */
    static List<String> faults(String root) throws IOException {
        DatasetFolder folder = folder(root);
        Optional<CommitRecord> newest = folder.newest();
        List<String> faults = new ArrayList<>(DatasetWriter.recovery(folder).steps());
        Map<String, Long> expected = new TreeMap<>();
        newest.ifPresent(commit -> commit.data().files().forEach(file -> expected.put(file.name(), file.bytes())));
        if (!folder.files(folder.data()).equals(expected)) {
            faults.add("data/ has " + folder.files(folder.data()) + ", the commit lists " + expected);
        }
        expected.clear();
        newest.ifPresent(commit -> commit.rejects().files().forEach(file -> expected.put(file.name(), file.bytes())));
        if (!folder.files(folder.rejects()).equals(expected)) {
            faults.add("rejects/ has " + folder.files(folder.rejects()) + ", the commit lists " + expected);
        }
        if (newest.isPresent() && !folder.readOrEmpty(folder.report()).startsWith("report of ")) {
            faults.add("there is no report");
        }
        return faults;
    }
}
