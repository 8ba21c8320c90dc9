package dev.marquetry.dataset;

import dev.marquetry.files.FileTree;
import dev.marquetry.options.UserException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * The folder of a dataset: where things stand in it, and what is there now.
 *
 * <p>Reading it changes nothing. Who wants to write begins a {@link DatasetWriter}.
 */
public final class DatasetFolder {
    /** The name of the report that programs read. */
    public static final String RUN_REPORT = "run.json";

    /** The name of the report that people read. */
    public static final String REPORT_PAGE = "index.html";

    static final String SUCCESS = "_SUCCESS";
    private static final String CARD = "README.md";
    private static final Set<String> PARTS = Set.of("data", "rejects", "report");
    private static final Set<String> LEFT_OVERS = Set.of("data", "_staging", "_failed", "_commits");

    private final FileSystem fileSystem;
    private final Path root;
    private final CommitLog log;

    /** What stands in the folder, as a run has to know it. */
    public enum State {
        /** No dataset: no folder, an empty one, or what runs left that published nothing. */
        NONE,
        /** A dataset with commits. */
        DATASET,
        /** A dataset of the first version of the folder, which had no commits. */
        VERSION_1,
        /** Something that Marquetry did not write. */
        FOREIGN
    }

    /**
     * Makes the folder's description; nothing is asked of the file system yet.
     *
     * @param root the folder
     * @param configuration Hadoop's settings for writing to it
     * @throws IOException if there is no file system of this name
     */
    public DatasetFolder(String root, Configuration configuration) throws IOException {
        this.fileSystem = new Path(root).getFileSystem(configuration);
        this.root = fileSystem.makeQualified(new Path(root));
        this.log = new CommitLog(fileSystem, commits(this.root));
    }

    /** Returns where the commits of a dataset stand. */
    static Path commits(Path root) {
        return new Path(root, "_commits");
    }

    FileSystem fileSystem() {
        return fileSystem;
    }

    CommitLog log() {
        return log;
    }

    /** Returns the whole path of the folder. */
    public Path root() {
        return root;
    }

    /** Returns where the Parquet files stand. */
    public Path data() {
        return new Path(root, "data");
    }

    /** Returns where the Parquet files of rows without an array stand. */
    public Path rejects() {
        return new Path(root, "rejects");
    }

    /** Returns the report of the last run. */
    public Path report() {
        return reportFile(RUN_REPORT);
    }

    /** Returns where a file of the last run's report stands. */
    public Path reportFile(String name) {
        return new Path(root, "report/" + name);
    }

    /** Returns what the report of a run says, which the dataset has kept, or nothing where it has none. */
    public Optional<String> reportOf(String run) throws IOException {
        return Optional.of(readOrEmpty(report(run))).filter(text -> !text.isEmpty());
    }

    Path report(String run) {
        return new Path(root, "report/runs/" + run + ".json");
    }

    Path card() {
        return new Path(root, CARD);
    }

    Path staging() {
        return new Path(root, "_staging");
    }

    Path staging(String run) {
        return new Path(staging(), run);
    }

    /** Returns where the rejects and the report of a run stand that a limit stopped. */
    public Path failed(RunId run) {
        return new Path(failed(), run.value());
    }

    Path failed() {
        return new Path(root, "_failed");
    }

    Path success() {
        return new Path(root, SUCCESS);
    }

    /** Returns whether anything stands there. */
    public boolean exists() throws IOException {
        return fileSystem.exists(root);
    }

    /** Returns the folder of the dataset that this one is a part of, as its {@code data/} is, or nothing. */
    public Optional<Path> whole() throws IOException {
        Path above = root.getParent();
        return above != null && PARTS.contains(root.getName()) && fileSystem.exists(commits(above))
                ? Optional.of(above)
                : Optional.empty();
    }

    /** Returns what is there. */
    public State state() throws IOException {
        Set<String> children = children();
        if (log.newest().isPresent()) {
            return State.DATASET;
        }
        if (fileSystem.exists(report())) {
            return State.VERSION_1;
        }
        boolean ours = children.stream()
                .allMatch(name -> LEFT_OVERS.contains(name)
                        || name.startsWith(FolderLock.PREFIX)
                        || name.startsWith(FolderLock.CLOCK));
        boolean marked = children.isEmpty() || !children.equals(Set.of("data"));
        return ours && marked ? State.NONE : State.FOREIGN;
    }

    private Set<String> children() throws IOException {
        try {
            FileStatus status = fileSystem.getFileStatus(root);
            if (!status.isDirectory()) {
                return Set.of("");
            }
            return Arrays.stream(fileSystem.listStatus(root))
                    .map(child -> child.getPath().getName())
                    .collect(Collectors.toSet());
        } catch (FileNotFoundException missing) {
            return Set.of();
        }
    }

    /** Returns the newest commit, or nothing where there is none. */
    public Optional<CommitRecord> newest() throws IOException {
        return log.newest();
    }

    /** Returns whether every step of a commit was done. */
    boolean isFinished(CommitRecord commit) throws IOException {
        return success(commit).equals(readOrEmpty(success()));
    }

    static String success(CommitRecord commit) {
        return "commit " + commit.commit() + " of run " + commit.run() + "\n";
    }

    /** Returns why a run would be refused now because another one holds the folder. */
    public Optional<UserException> refusalOfHolder() throws IOException {
        return FolderLock.held(fileSystem, root).map(held -> held.refusal(root));
    }

    /**
     * Returns all files below a folder by their paths below it, with their sizes, but for what committers keep there.
     */
    public Map<String, Long> files(Path folder) throws IOException {
        Map<String, Long> files = new TreeMap<>();
        try {
            int prefix = folder.toString().length() + 1;
            RemoteIterator<? extends FileStatus> statuses = FileTree.files(fileSystem, folder);
            while (statuses.hasNext()) {
                FileStatus status = statuses.next();
                String name = status.getPath().toString().substring(prefix);
                if (!UncommittedFiles.holds(name)) {
                    files.put(name, status.getLen());
                }
            }
        } catch (FileNotFoundException missing) {
            return files;
        }
        return files;
    }

    /** Returns the runs that have left something in the staging folder. */
    List<String> stagedRuns() throws IOException {
        List<String> runs = new ArrayList<>();
        try {
            for (FileStatus child : fileSystem.listStatus(staging())) {
                runs.add(child.getPath().getName());
            }
        } catch (FileNotFoundException none) {
            return runs;
        }
        return runs;
    }

    String readOrEmpty(Path file) throws IOException {
        try (InputStream stream = fileSystem.open(file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (FileNotFoundException missing) {
            return "";
        }
    }

    void write(Path file, byte[] content) throws IOException {
        try (OutputStream stream = fileSystem.create(file, true)) {
            stream.write(content);
        }
    }

    /** Moves a file to where there is none. */
    void move(Path from, Path to) throws IOException {
        fileSystem.mkdirs(to.getParent());
        if (!fileSystem.rename(from, to)) {
            throw new IOException("cannot rename " + from + " to " + to);
        }
    }

    /** Removes files below a folder, and the folders between that they leave empty. */
    void deleteFiles(Path folder, Iterable<String> names) throws IOException {
        List<String> all = new ArrayList<>();
        names.forEach(all::add);
        ManyFiles.forEach(all, name -> fileSystem.delete(new Path(folder + "/" + name), false));
        Set<Path> parents = all.stream()
                .map(name -> new Path(folder + "/" + name).getParent())
                .collect(Collectors.toSet());
        for (Path parent : parents) {
            for (Path empty = parent; !empty.equals(folder) && deleteIfEmpty(empty); empty = empty.getParent()) {}
        }
    }

    boolean deleteIfEmpty(Path folder) throws IOException {
        try {
            return fileSystem.listStatus(folder).length == 0 && fileSystem.delete(folder, false);
        } catch (FileNotFoundException gone) {
            return false;
        }
    }
}
