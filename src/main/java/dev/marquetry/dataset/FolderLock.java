package dev.marquetry.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.marquetry.options.Takeover;
import dev.marquetry.options.UserException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to write to a dataset's folder: a file {@code _lock.<epoch>}, of which the highest epoch holds.
 *
 * <p>A lock is taken over by creating the next epoch: where its file was not renewed for ten minutes, by the clock of
 * the file system; at once where the holder's process ran on this host and is gone; or by order. A holder renews its
 * own file and no other, and only while it is there, so a process that was stopped for an hour does not pass for the
 * holder.
 * What a lock cannot rule out, two processes that both believe in it, the commit records do: see {@link CommitLog}.
 */
final class FolderLock implements AutoCloseable {
    static final Duration EXPIRY = Duration.ofMinutes(10);
    static final String PREFIX = "_lock.";
    static final String CLOCK = "_clock.";
    private static final Duration RENEWAL = Duration.ofSeconds(30);
    private static final int MOST_ATTEMPTS = 5;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Logger LOG = LoggerFactory.getLogger(FolderLock.class);

    private final FileSystem fileSystem;
    private final Path root;
    private final long epoch;
    private final LockHolder holder;
    private final Timer renewal = new Timer("marquetry-lock", true);
    private volatile Runnable whenLost = () -> {};
    private boolean closed;

    private FolderLock(FileSystem fileSystem, Path root, long epoch, LockHolder holder) {
        this.fileSystem = fileSystem;
        this.root = root;
        this.epoch = epoch;
        this.holder = holder;
        renewal.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        renewOrWarn();
                    }
                },
                RENEWAL.toMillis(),
                RENEWAL.toMillis());
    }

    /**
     * Takes the lock.
     *
     * @throws FolderHeldException if somebody else holds it
     * @throws IOException if the file system fails
     */
    static FolderLock acquire(FileSystem fileSystem, Path root, RunId run, Takeover takeover) throws IOException {
        LockHolder holder = LockHolder.thisProcess(run);
        ExclusiveFiles files = new ExclusiveFiles(fileSystem);
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            NavigableMap<Long, FileStatus> locks = locks(fileSystem, root);
            if (!locks.isEmpty() && takeover == Takeover.OF_THE_DEAD) {
                Optional<Held> held = held(fileSystem, locks.lastEntry().getValue(), now(fileSystem, root));
                if (held.isPresent()) {
                    throw held.get().refusal(root);
                }
            }
            long epoch = locks.isEmpty() ? 1 : locks.lastKey() + 1;
            if (files.create(file(root, epoch), JSON.writeValueAsString(holder))) {
                for (FileStatus older : locks.values()) {
                    LOG.warn("Took over the lock {} on {}", older.getPath().getName(), root);
                    fileSystem.delete(older.getPath(), false);
                }
                return new FolderLock(fileSystem, root, epoch, holder);
            }
        }
        throw new IOException(
                "the lock on " + root + " changed hands " + MOST_ATTEMPTS + " times while it was asked for");
    }

    /** A lock that somebody holds, and how long ago its file was renewed. */
    record Held(Optional<LockHolder> holder, Duration silence) {
        FolderHeldException refusal(Path root) {
            String who = holder.map(held -> "run " + held.run() + " of " + held.user() + " on " + held.host()
                            + " (process " + held.pid() + "), which began at " + held.started())
                    .orElse("another run");
            return new FolderHeldException(root, who + " and last renewed its lock " + silence.toSeconds() + " s ago");
        }
    }

    /** Returns who holds a folder, by the clock of this host, or nothing if anybody may take it; writes nothing. */
    static Optional<Held> held(FileSystem fileSystem, Path root) throws IOException {
        NavigableMap<Long, FileStatus> locks = locks(fileSystem, root);
        return locks.isEmpty()
                ? Optional.empty()
                : held(fileSystem, locks.lastEntry().getValue(), System.currentTimeMillis());
    }

    private static Optional<Held> held(FileSystem fileSystem, FileStatus lock, long now) throws IOException {
        Optional<LockHolder> holder = read(fileSystem, lock.getPath());
        Duration silence = Duration.ofMillis(Math.max(0, now - lock.getModificationTime()));
        boolean gone = silence.compareTo(EXPIRY) > 0
                || holder.filter(LockHolder::isDeadHere).isPresent();
        return gone ? Optional.empty() : Optional.of(new Held(holder, silence));
    }

    /** The holder may be writing the file, or giving it back, at this moment. */
    private static Optional<LockHolder> read(FileSystem fileSystem, Path file) throws IOException {
        try (InputStream stream = fileSystem.open(file)) {
            return Optional.of(JSON.readValue(stream.readAllBytes(), LockHolder.class));
        } catch (JsonProcessingException | FileNotFoundException beingWritten) {
            return Optional.empty();
        }
    }

    /** Returns the time by the clock of the file system, which stamps all locks. */
    private static long now(FileSystem fileSystem, Path root) throws IOException {
        Path probe = new Path(root, CLOCK + RunId.next());
        try {
            fileSystem.create(probe, true).close();
            return fileSystem.getFileStatus(probe).getModificationTime();
        } finally {
            fileSystem.delete(probe, false);
        }
    }

    private static NavigableMap<Long, FileStatus> locks(FileSystem fileSystem, Path root) throws IOException {
        NavigableMap<Long, FileStatus> locks = new TreeMap<>();
        try {
            for (FileStatus child : fileSystem.listStatus(root)) {
                String name = child.getPath().getName();
                if (name.matches("_lock\\.\\d{1,18}")) {
                    locks.put(Long.valueOf(name.substring(PREFIX.length())), child);
                }
            }
        } catch (FileNotFoundException noFolder) {
            return locks;
        }
        return locks;
    }

    private static Path file(Path root, long epoch) {
        return new Path(root, PREFIX + epoch);
    }

    /**
     * Looks whether the lock still holds.
     *
     * @throws UserException of kind HELD, if another run has taken it over; of kind RUN, if somebody removed it
     * @throws IOException if the file system fails
     */
    void requireHeld() throws IOException {
        NavigableMap<Long, FileStatus> locks = locks(fileSystem, root);
        // A run that took over and has ended leaves no lock, but its commit.
        if (locks.isEmpty() && !fileSystem.exists(DatasetFolder.commits(root))) {
            throw new UserException(
                    UserException.Kind.RUN,
                    "the dataset's folder or its lock is gone: " + root,
                    "somebody removed it while the run was under way",
                    "see to it that nothing removes the folder, then run again");
        }
        if (locks.isEmpty() || locks.lastKey() != epoch) {
            throw new UserException(
                    UserException.Kind.HELD,
                    "another run took the dataset's folder over: " + root,
                    "this run did not renew its lock for " + EXPIRY.toMinutes()
                            + " minutes, or the other one was ordered to take the folder over",
                    "look at what the other run published, then run again if anything is missing");
        }
    }

    /** Says what to do once another run turns out to have taken the lock over; called by a thread of the lock. */
    void whenLost(Runnable action) {
        whenLost = action;
    }

    private void renewOrWarn() {
        try {
            if (!renew(Instant.now())) {
                LOG.warn("The lock on {} is gone: another run took it over, or somebody removed it", root);
                renewal.cancel();
                whenLost.run();
            }
        } catch (IOException | RuntimeException failure) {
            LOG.warn(
                    "The lock {} on {} could not be renewed: {}",
                    file(root, epoch).getName(),
                    root,
                    failure.toString());
        }
    }

    /**
     * Writes the file again, so that the file system stamps it anew; one that is gone stays gone.
     *
     * @return whether the file was there, which it is until another run has taken over
     */
    synchronized boolean renew(Instant time) throws IOException {
        Path file = file(root, epoch);
        if (closed) {
            return true;
        }
        if (!fileSystem.exists(file)) {
            return false;
        }
        try (OutputStream stream = fileSystem.create(file, true)) {
            stream.write(JSON.writeValueAsString(holder.renewedAt(time)).getBytes(StandardCharsets.UTF_8));
        }
        return true;
    }

    /** Gives the lock back. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        renewal.cancel();
        fileSystem.delete(file(root, epoch), false);
    }
}
