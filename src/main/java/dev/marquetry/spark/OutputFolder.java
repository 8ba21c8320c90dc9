package dev.marquetry.spark;

import dev.marquetry.FileTree;
import dev.marquetry.UserException;
import dev.marquetry.source.StorageFaults;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * The folder of a dataset: what stands in it, what a run adds to it, and what is taken back when the run fails.
 *
 * <p>While a run is under way there is a folder {@code _staging} with the list of the data files that were there
 * before. {@code _SUCCESS} goes when publication begins and comes back as the last step, so a reader that waits for it
 * never sees half a dataset. One run at a time writes to a folder.
 */
final class OutputFolder {
    private static final String SUCCESS = "_SUCCESS";
    private static final String BEFORE = "before.txt";

    private final FileSystem fileSystem;
    private final Path root;
    private final UncommittedFiles uncommitted;
    private Set<String> before = Set.of();
    private Phase phase = Phase.WRITING;

    /** How far the run in this folder is. What was begun, publishing or taking back, is never followed by the other. */
    private enum Phase {
        WRITING,
        PUBLISHING,
        ABANDONED
    }

    /** What stands in the folder, as the output's mode has to know it. */
    enum State {
        /** Nothing: no folder, or an empty one. */
        ABSENT,
        /** A dataset that was published whole. */
        COMPLETE,
        /** What is left of a run that did not finish, and nothing before it. */
        UNFINISHED,
        /** Something that Marquetry did not write. */
        FOREIGN
    }

    OutputFolder(String root, Configuration configuration) throws IOException {
        this.fileSystem = new Path(root).getFileSystem(configuration);
        this.root = fileSystem.makeQualified(new Path(root));
        this.uncommitted = new UncommittedFiles(fileSystem, data());
    }

    Path root() {
        return root;
    }

    Path data() {
        return new Path(root, "data");
    }

    Path stagedRejects() {
        return new Path(staging(), "rejects");
    }

    /** Returns where attempts note what they are at. */
    Path notes() {
        return new Path(staging(), "notes");
    }

    Path report() {
        return new Path(root, "report/run.json");
    }

    private Path rejects() {
        return new Path(root, "rejects");
    }

    private Path staging() {
        return new Path(root, "_staging");
    }

    State state() throws IOException {
        FileStatus[] children;
        try {
            FileStatus status = fileSystem.getFileStatus(root);
            children = status.isDirectory() ? fileSystem.listStatus(root) : new FileStatus[] {status};
        } catch (FileNotFoundException missing) {
            return State.ABSENT;
        }
        if (children.length == 0) {
            return State.ABSENT;
        }
        boolean complete = fileSystem.exists(new Path(root, SUCCESS)) && fileSystem.exists(report());
        if (complete) {
            return State.COMPLETE;
        }
        return fileSystem.exists(staging()) || fileSystem.exists(report()) ? State.UNFINISHED : State.FOREIGN;
    }

    /**
     * Makes the staging folder and remembers what is there.
     *
     * @throws UserException if the folder cannot be written
     */
    void begin() throws IOException {
        try {
            if (state() == State.COMPLETE) {
                removeOrphans();
            }
            fileSystem.delete(staging(), true);
            uncommitted.remove();
            before = dataFiles().keySet();
            write(new Path(staging(), BEFORE), String.join("\n", before));
        } catch (IOException failure) {
            throw unwritable(root.toString(), failure);
        }
    }

    /** Removes data files that a run committed before it died ahead of publishing them. */
    private void removeOrphans() throws IOException {
        Path list = new Path(staging(), BEFORE);
        if (fileSystem.exists(list)) {
            before = new HashSet<>(List.of(read(list).split("\n", -1)));
            deleteNewDataFiles();
        }
    }

    static UserException unwritable(String root, IOException failure) {
        return StorageFaults.of("output.path cannot be written: " + root, failure);
    }

    /** Returns the data files that this run has added, with their lengths. */
    Map<String, Long> newDataFiles() throws IOException {
        Map<String, Long> files = dataFiles();
        files.keySet().removeAll(before);
        return files;
    }

    /**
     * Makes the run's results the dataset, {@code _SUCCESS} last.
     *
     * @param mode whether what was there before goes
     * @param rejectFiles names of files in the staging folder, of committed tasks
     * @param card the text of README.md
     * @param reportJson the run's report
     * @throws UserException if a step fails; the new data files stay, for the old ones may be gone
     * @throws IllegalStateException if the run was taken back before
     */
    synchronized void publish(OutputMode mode, Collection<String> rejectFiles, String card, String reportJson) {
        if (phase == Phase.ABANDONED) {
            throw new IllegalStateException("the run was stopped and taken back before it could be published");
        }
        phase = Phase.PUBLISHING;
        try {
            replace(mode, rejectFiles, card, reportJson);
        } catch (IOException failure) {
            throw new UserException(
                    UserException.Kind.RUN,
                    "The new data files are complete in " + data() + ", but publishing them broke off: there is no "
                            + SUCCESS + "\n  cause: " + failure
                            + "\n  cure:  check the file system, then run again with output.mode overwrite",
                    failure);
        }
    }

    private void replace(OutputMode mode, Collection<String> rejectFiles, String card, String reportJson)
            throws IOException {
        fileSystem.delete(new Path(root, SUCCESS), false);
        switch (mode) {
            case OVERWRITE -> {
                deleteDataFiles(before);
                fileSystem.delete(rejects(), true);
                fileSystem.delete(report().getParent(), true);
            }
            case APPEND -> keepOldReport();
            case ERROR -> {}
        }
        fileSystem.mkdirs(rejects());
        ManyFiles.forEach(rejectFiles, name -> rename(new Path(stagedRejects(), name), new Path(rejects(), name)));
        write(new Path(root, "README.md"), card);
        write(report(), reportJson);
        fileSystem.delete(staging(), true);
        write(new Path(root, SUCCESS), "");
    }

    private void keepOldReport() throws IOException {
        if (fileSystem.exists(report())) {
            long written = fileSystem.getFileStatus(report()).getModificationTime();
            rename(report(), new Path(report().getParent(), "run-" + written + ".json"));
        }
    }

    private void rename(Path from, Path to) throws IOException {
        if (!fileSystem.rename(from, to)) {
            throw new IOException("cannot rename " + from + " to " + to);
        }
    }

    /**
     * Takes back what a failed run has left, so that the folder is as it was. Does nothing once publication has begun:
     * the old files may be gone by then, and the new ones are the dataset.
     */
    synchronized void abandon() throws IOException {
        if (phase == Phase.PUBLISHING) {
            return;
        }
        phase = Phase.ABANDONED;
        uncommitted.remove();
        deleteNewDataFiles();
        fileSystem.delete(staging(), true);
        if (before.isEmpty()) {
            deleteIfEmpty(data());
            deleteIfEmpty(root);
        }
    }

    private void deleteNewDataFiles() throws IOException {
        deleteDataFiles(newDataFiles().keySet());
    }

    private void deleteDataFiles(Collection<String> names) throws IOException {
        Set<Path> folders = new HashSet<>();
        names.forEach(name -> folders.add(new Path(data() + "/" + name).getParent()));
        ManyFiles.forEach(names, name -> fileSystem.delete(new Path(data() + "/" + name), false));
        for (Path folder : folders) {
            for (Path empty = folder; !empty.equals(data()) && deleteIfEmpty(empty); empty = empty.getParent()) {}
        }
    }

    private boolean deleteIfEmpty(Path folder) throws IOException {
        return fileSystem.exists(folder)
                && fileSystem.listStatus(folder).length == 0
                && fileSystem.delete(folder, false);
    }

    /** Returns the files under {@code data/} by their paths below it, with their lengths. */
    private Map<String, Long> dataFiles() throws IOException {
        Map<String, Long> files = new TreeMap<>();
        if (!fileSystem.exists(data())) {
            return files;
        }
        int prefix = data().toString().length() + 1;
        RemoteIterator<? extends FileStatus> statuses = FileTree.files(fileSystem, data());
        while (statuses.hasNext()) {
            FileStatus status = statuses.next();
            String name = status.getPath().toString().substring(prefix);
            if (!UncommittedFiles.holds(name)) {
                files.put(name, status.getLen());
            }
        }
        return files;
    }

    String readReport() throws IOException {
        return read(report());
    }

    private String read(Path file) throws IOException {
        try (InputStream stream = fileSystem.open(file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void write(Path file, String text) throws IOException {
        try (OutputStream stream = fileSystem.create(file, true)) {
            stream.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Returns absolute paths of the data files that were there before this run. */
    List<String> oldDataPaths() {
        return dataPaths(before);
    }

    /** Returns absolute paths of files below {@code data/}. */
    List<String> dataPaths(Collection<String> names) {
        List<String> paths = new ArrayList<>();
        names.forEach(name -> paths.add(data() + "/" + name));
        return paths;
    }
}
