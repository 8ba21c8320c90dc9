package dev.marquetry.dataset;

import dev.marquetry.options.Takeover;
import dev.marquetry.options.UserException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run's right to write to a dataset's folder, from the lock to the last step of publication.
 *
 * <p>Beginning takes the lock and mends what earlier runs left. Then files are written, below the run's staging folder
 * or, with the run's id in their names, below {@code data/}; and either the run commits, or what it wrote is taken
 * back. Nothing is deleted but files of this run and what a commit removes. Used by one thread; {@link #abandon} and
 * {@link #close} may be called by another, as when the JVM is shut down.
 */
public final class DatasetWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DatasetWriter.class);

    private final DatasetFolder folder;
    private final RunId run;
    private final FolderLock lock;
    private final Optional<CommitRecord> base;
    private Phase phase = Phase.WRITING;
    private boolean closed;

    /** How far the run is. What was begun, publishing or taking back, is never followed by the other. */
    private enum Phase {
        WRITING,
        PUBLISHING,
        /** The record may or may not have been created: the files are left to the next run. */
        UNKNOWN,
        COMMITTED,
        ABANDONED
    }

    private DatasetWriter(DatasetFolder folder, RunId run, FolderLock lock, Optional<CommitRecord> base) {
        this.folder = folder;
        this.run = run;
        this.lock = lock;
        this.base = base;
    }

    /**
     * Takes the lock and mends what earlier runs left.
     *
     * @throws FolderHeldException if another run holds the folder
     * @throws IOException if the file system fails
     */
    public static DatasetWriter begin(DatasetFolder folder, RunId run, Takeover takeover) throws IOException {
        return begin(folder, run, takeover, Recovery.Scope.LEFT_OVERS);
    }

    private static DatasetWriter begin(DatasetFolder folder, RunId run, Takeover takeover, Recovery.Scope scope)
            throws IOException {
        FolderLock lock = FolderLock.acquire(folder.fileSystem(), folder.root(), run, takeover);
        try {
            folder.log().removeTorn();
            Recovery recovery = Recovery.of(folder, scope, Optional.of(run));
            recovery.steps().forEach(step -> LOG.warn("An earlier run did not end: {}", step));
            recovery.strangers()
                    .forEach(file ->
                            LOG.warn("No run wrote {}/{}, and no commit lists it: it stays", folder.root(), file));
            recovery.run(lock);
            return new DatasetWriter(folder, run, lock, folder.newest());
        } catch (IOException | RuntimeException failure) {
            lock.close();
            throw failure;
        }
    }

    /** Says what {@link #repair} would do. */
    public static Recovery recovery(DatasetFolder folder) throws IOException {
        return Recovery.of(folder, Recovery.Scope.WHOLE_FOLDER, Optional.empty());
    }

    /**
     * Mends what runs left that did not end, wherever it is in the folder.
     *
     * @throws FolderHeldException if a run holds the folder
     */
    public static void repair(DatasetFolder folder, Takeover takeover) throws IOException {
        begin(folder, RunId.next(), takeover, Recovery.Scope.WHOLE_FOLDER).close();
    }

    /**
     * Returns a writer for one of several commits of this run: it has a run's id of its own, by which its files are
     * known, and goes under the lock of this one, which stays open.
     *
     * @param before the newest commit
     */
    public DatasetWriter batch(Optional<CommitRecord> before) {
        DatasetWriter batch = new DatasetWriter(folder, RunId.next(), lock, before);
        batch.closed = true;
        return batch;
    }

    /** Returns the run. */
    public RunId run() {
        return run;
    }

    /** Returns the commit that the run began from, or nothing where there was no dataset. */
    public Optional<CommitRecord> base() {
        return base;
    }

    /** Returns the number of the commit that this run may create. */
    public long nextCommit() {
        return base.map(CommitRecord::commit).orElse(0L) + 1;
    }

    /** Returns a folder of this run that goes when it ends. */
    public Path staged(String name) {
        return new Path(folder.staging(run.value()), name);
    }

    /** Returns where data files are written that are moved on commit. */
    public Path stagedData() {
        return staged("data");
    }

    /** Returns where rejects are written. */
    public Path stagedRejects() {
        return staged("rejects");
    }

    /** Returns the files below {@code data/} that this run has written there itself, with their sizes. */
    public Map<String, Long> ownDataFiles() throws IOException {
        Map<String, Long> files = folder.files(folder.data());
        files.keySet().removeIf(name -> !RunId.ofFile(name).equals(Optional.of(run)));
        return files;
    }

    /**
     * Removes data files that this run wrote and will not publish.
     *
     * @param where the folder that they wait in
     * @param names their paths below it
     */
    public void discard(Path where, List<String> names) throws IOException {
        folder.deleteFiles(where, names);
    }

    /**
     * Makes what this run wrote the dataset.
     *
     * @param commit the record, numbered {@link #nextCommit}
     * @param card the text of README.md, or nothing where the one that is there holds
     * @param report the files of the report by their names; one without bytes takes an earlier one away
     * @throws UserException of kind HELD, if another run has taken the folder over and nothing was published; of kind
     *     RUN, if the commit was made and a later step failed
     * @throws IOException if the file system fails before the commit
     */
    public synchronized void publish(CommitRecord commit, Optional<String> card, Map<String, byte[]> report)
            throws IOException {
        if (phase == Phase.ABANDONED) {
            throw new IllegalStateException("the run was stopped and taken back before it could be published");
        }
        phase = Phase.PUBLISHING;
        Publication.stage(folder, run, card, report);
        requireUnchanged(commit);
        Map<String, Long> staged = folder.files(stagedData());
        ManyFiles.forEach(
                staged.keySet(),
                name -> folder.move(new Path(stagedData() + "/" + name), new Path(folder.data() + "/" + name)));
        phase = Phase.UNKNOWN;
        if (!folder.log().create(commit)) {
            phase = Phase.PUBLISHING;
            throw overtaken();
        }
        phase = Phase.COMMITTED;
        finish(commit);
    }

    /** Of two runs that believe in their locks, the slower one seldom gets further than this. */
    private void requireUnchanged(CommitRecord commit) throws IOException {
        lock.requireHeld();
        if (folder.log().has(commit.commit())) {
            throw overtaken();
        }
    }

    private UserException overtaken() {
        return new UserException(
                UserException.Kind.HELD,
                "another run committed to the dataset first: " + folder.root(),
                "both began from the same dataset, and this one was taken for dead meanwhile",
                "look at what the other run published, then run again if anything is missing");
    }

    private void finish(CommitRecord commit) throws IOException {
        try {
            new Publication(folder, lock).finish(commit);
        } catch (IOException | UserException failure) {
            if (!isHeld()) {
                LOG.warn("The dataset is committed; another run took over and does what was left to do");
                return;
            }
            throw new UserException(
                    UserException.Kind.RUN,
                    "commit " + commit.commit() + " was made, but not all of what follows it: " + folder.root(),
                    failure.toString(),
                    "the rows are part of the dataset; mend the file system, then run marquetry repair, or any next"
                            + " run",
                    failure);
        }
    }

    /** Returns whether what the run wrote is part of the dataset. */
    public synchronized boolean isCommitted() {
        return phase == Phase.COMMITTED;
    }

    /**
     * Keeps the rejects and the report of this run, which a limit has stopped, to be looked at.
     *
     * @param report the files of the report by their names
     * @return the folder that holds them
     */
    public Path keepFailed(List<String> rejects, Map<String, byte[]> report) throws IOException {
        return Publication.keepFailed(folder, run, rejects, report);
    }

    /**
     * Takes back what this run wrote, unless it has committed: its own files and nothing else.
     *
     * @throws IOException if something could not be removed; the next run removes it
     */
    public synchronized void abandon() throws IOException {
        if (phase == Phase.COMMITTED || phase == Phase.UNKNOWN || phase == Phase.ABANDONED) {
            return;
        }
        phase = Phase.ABANDONED;
        folder.deleteFiles(folder.data(), ownDataFiles().keySet());
        UncommittedFiles uncommitted = new UncommittedFiles(folder.fileSystem(), folder.data());
        if (isHeld()) {
            uncommitted.remove();
        } else {
            uncommitted.removeOf(run);
        }
        folder.fileSystem().delete(folder.staging(run.value()), true);
        folder.deleteIfEmpty(folder.staging());
        if (base.isEmpty()) {
            folder.deleteIfEmpty(folder.data());
        }
    }

    private boolean isHeld() throws IOException {
        try {
            lock.requireHeld();
            return true;
        } catch (UserException takenOver) {
            return false;
        }
    }

    /**
     * Says what to do once another run turns out to have taken the folder over, so that this one need not work to its
     * end in vain. Called by another thread, at most once, within half a minute.
     */
    public void whenLost(Runnable action) {
        lock.whenLost(action);
    }

    /**
     * Looks whether the folder is still this run's.
     *
     * @throws UserException of kind HELD, if another run has taken it over; of kind RUN, if somebody removed it
     */
    public void requireHeld() throws IOException {
        lock.requireHeld();
    }

    /** Gives the lock back, and leaves no empty folder behind. */
    @Override
    public synchronized void close() throws IOException {
        if (!closed) {
            closed = true;
            lock.close();
            if (phase == Phase.ABANDONED) {
                folder.deleteIfEmpty(folder.root());
            }
        }
    }
}
