package dev.marquetry.dataset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The steps that follow a commit: rejects, report and card come, what the commit removes goes, and at last {@code
 * _SUCCESS} names the commit.
 *
 * <p>Every step can be repeated, by the run itself or by the next one: what comes is moved from the run's staging
 * folder, and a run whose successor has moved it finds nothing there any more.
 */
final class Publication {
    private static final int KEPT_FAILURES = 3;
    private static final String CARD = "README.md";
    private static final String REPORT = "report";
    private static final String HISTORY = "history.json";

    private final DatasetFolder folder;
    private final FolderLock lock;

    /**
     * @param folder the dataset's
     * @param lock looked at before each step
     */
    Publication(DatasetFolder folder, FolderLock lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** Prepares what follows the commit of a run. */
    static void stage(DatasetFolder folder, RunId run, Optional<String> card, Map<String, byte[]> report)
            throws IOException {
        Path staged = texts(folder, run.value());
        if (card.isPresent()) {
            folder.write(new Path(staged, CARD), card.get().getBytes(StandardCharsets.UTF_8));
        }
        write(folder, new Path(staged, REPORT), report);
        folder.write(new Path(staged, HISTORY), report.get(DatasetFolder.RUN_REPORT));
    }

    private static void write(DatasetFolder folder, Path target, Map<String, byte[]> files) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            folder.write(new Path(target, file.getKey()), file.getValue());
        }
    }

    private static Path texts(DatasetFolder folder, String run) {
        return new Path(folder.staging(run), "texts");
    }

    /** Does what is left to do for a commit. */
    void finish(CommitRecord commit) throws IOException {
        FileSystem fileSystem = folder.fileSystem();
        lock.requireHeld();
        fileSystem.mkdirs(folder.rejects());
        Path staged = folder.staging(commit.run());
        lock.requireHeld();
        ManyFiles.forEach(
                commit.rejects().added(),
                name -> moveIfThere(new Path(staged, "rejects/" + name), new Path(folder.rejects(), name)));
        Path texts = texts(folder, commit.run());
        replace(new Path(texts, HISTORY), folder.report(commit.run()));
        for (String file : folder.files(new Path(texts, REPORT)).keySet()) {
            replace(new Path(texts, REPORT + "/" + file), folder.reportFile(file));
        }
        replace(new Path(texts, CARD), folder.card());
        lock.requireHeld();
        folder.deleteFiles(folder.data(), commit.data().removed());
        folder.deleteFiles(folder.rejects(), commit.rejects().removed());
        lock.requireHeld();
        // What is still pending under the lock is of attempts that died, or of runs that did.
        UncommittedFiles uncommitted = new UncommittedFiles(fileSystem, folder.data());
        if (uncommitted.hasUploads()) {
            uncommitted.remove();
        }
        lock.requireHeld();
        folder.write(folder.success(), DatasetFolder.success(commit).getBytes(StandardCharsets.UTF_8));
        fileSystem.delete(staged, true);
        folder.deleteIfEmpty(folder.staging());
        folder.log().prune();
    }

    private void moveIfThere(Path from, Path to) throws IOException {
        if (folder.fileSystem().exists(from)) {
            folder.move(from, to);
        }
    }

    private void replace(Path from, Path to) throws IOException {
        lock.requireHeld();
        FileSystem fileSystem = folder.fileSystem();
        if (fileSystem.exists(from)) {
            fileSystem.delete(to, false);
            if (fileSystem.getFileStatus(from).getLen() > 0) {
                folder.move(from, to);
            }
        }
    }

    /**
     * Keeps the rejects and the report of a run that a limit stopped, for a person to look at; of the last three runs
     * of that kind.
     *
     * @param rejects names of the staged files
     * @return where they are
     */
    static Path keepFailed(DatasetFolder folder, RunId run, List<String> rejects, Map<String, byte[]> report)
            throws IOException {
        Path kept = folder.failed(run);
        ManyFiles.forEach(
                rejects,
                name -> folder.move(
                        new Path(folder.staging(run.value()), "rejects/" + name), new Path(kept, "rejects/" + name)));
        write(folder, new Path(kept, REPORT), report);
        List<String> all = new ArrayList<>();
        for (FileStatus child : folder.fileSystem().listStatus(folder.failed())) {
            all.add(child.getPath().getName());
        }
        Collections.sort(all);
        for (String old : all.subList(0, Math.max(0, all.size() - KEPT_FAILURES))) {
            folder.fileSystem().delete(new Path(folder.failed(), old), true);
        }
        return kept;
    }
}
