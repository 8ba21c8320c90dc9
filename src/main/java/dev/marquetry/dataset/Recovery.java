package dev.marquetry.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.Path;

/**
 * Mends what runs left that did not end: a commit whose later steps are missing is finished, files that carry a run's
 * id and stand in no commit are removed.
 *
 * <p>Files without a run's id are nobody's, and stay. Finding out changes nothing; only the holder of the lock may
 * carry it out.
 */
public final class Recovery {
    private final List<Step> steps = new ArrayList<>();
    private final List<String> strangers = new ArrayList<>();

    /** How far to look. */
    public enum Scope {
        /** Files are listed only where a run has left a staging folder. */
        LEFT_OVERS,
        /** Everything is looked at. */
        WHOLE_FOLDER
    }

    private record Step(String text, Action action) {}

    private interface Action {
        void run(FolderLock lock) throws IOException;
    }

    private Recovery() {}

    /**
     * Finds out what is to be mended.
     *
     * @param folder the dataset's
     * @param scope how far to look
     * @param ownRun the run that asks, whose files are left alone
     */
    static Recovery of(DatasetFolder folder, Scope scope, Optional<RunId> ownRun) throws IOException {
        Recovery recovery = new Recovery();
        Optional<CommitRecord> newest = folder.newest();
        if (newest.isPresent() && !folder.isFinished(newest.get())) {
            recovery.add(
                    "finish commit " + newest.get().commit() + " of run "
                            + newest.get().run(),
                    lock -> new Publication(folder, lock).finish(newest.get()));
        }
        List<String> staged = folder.stagedRuns();
        ownRun.map(RunId::value).ifPresent(staged::remove);
        if (scope == Scope.WHOLE_FOLDER || !staged.isEmpty()) {
            recovery.addFiles(folder, folder.data(), newest.map(CommitRecord::data), ownRun);
            recovery.addFiles(folder, folder.rejects(), newest.map(CommitRecord::rejects), ownRun);
            UncommittedFiles uncommitted = new UncommittedFiles(folder.fileSystem(), folder.data());
            if (uncommitted.hasFolders() || (!staged.isEmpty() && uncommitted.hasUploads())) {
                recovery.add("remove what committers left in data/", lock -> uncommitted.remove());
            }
        }
        for (String run : staged) {
            recovery.add("remove _staging/" + run, lock -> folder.fileSystem().delete(folder.staging(run), true));
        }
        return recovery;
    }

    private void addFiles(
            DatasetFolder folder, Path where, Optional<CommitRecord.Files> committed, Optional<RunId> ownRun)
            throws IOException {
        Set<String> known = new HashSet<>();
        committed.ifPresent(files -> known.addAll(files.names()));
        committed.ifPresent(files -> known.addAll(files.removed()));
        for (String name : folder.files(where).keySet()) {
            Optional<RunId> run = RunId.ofFile(name);
            if (known.contains(name) || (run.isPresent() && run.equals(ownRun))) {
                continue;
            }
            if (run.isPresent()) {
                add(
                        "remove " + where.getName() + "/" + name + ", which run " + run.get() + " did not commit",
                        lock -> folder.deleteFiles(where, List.of(name)));
            } else {
                strangers.add(where.getName() + "/" + name);
            }
        }
    }

    private void add(String text, Action action) {
        steps.add(new Step(text, action));
    }

    /** Returns what would be done, a line each. */
    public List<String> steps() {
        return steps.stream().map(Step::text).toList();
    }

    /** Returns the files that no run wrote and no commit lists. */
    public List<String> strangers() {
        return List.copyOf(strangers);
    }

    void run(FolderLock lock) throws IOException {
        for (Step step : steps) {
            lock.requireHeld();
            step.action().run(lock);
        }
    }
}
