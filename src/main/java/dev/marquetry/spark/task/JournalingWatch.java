package dev.marquetry.spark.task;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watch of an attempt that follows others: heeds the notes that they left and leaves its own.
 *
 * <p>A note names an image only while the decoder is at it, so one that outlives its attempt names what the process
 * died over. Where the storage fails the attempt goes on without notes.
 */
final class JournalingWatch implements DecodingWatch {
    /** S3A need not ask first whether there is a folder of the note's name; others do not know the option. */
    private static final String UNCHECKED = "fs.s3a.create.performance";

    private static final long NO_IMAGE = -1;
    private static final Logger LOG = LoggerFactory.getLogger(JournalingWatch.class);

    private final Path own;
    private final Configuration configuration;
    private final int deaths;
    private final Duration patience;
    private final long opened = System.nanoTime();
    private final Map<Path, Note> notes = new HashMap<>();
    private boolean broken;

    /** What one attempt has noted last. */
    private record Note(long position, long written) {}

    /**
     * @param own where this attempt leaves its note; those of others stand beside it
     * @param configuration Hadoop's settings
     * @param deaths how many attempts must have died over an image to blocklist it
     * @param patience how long a note must stay as it is before its attempt is taken for dead
     */
    JournalingWatch(Path own, Configuration configuration, int deaths, Duration patience) {
        this.own = own;
        this.configuration = configuration;
        this.deaths = deaths;
        this.patience = patience;
        try {
            FileSystem fileSystem = own.getFileSystem(configuration);
            for (FileStatus status : fileSystem.listStatus(own.getParent())) {
                notes.put(status.getPath(), read(fileSystem, status));
            }
        } catch (FileNotFoundException none) {
            LOG.debug("No attempt has left a note beside {}", own);
        } catch (IOException failure) {
            giveUp(failure);
        }
    }

    private static Note read(FileSystem fileSystem, FileStatus status) throws IOException {
        try (InputStream stream = fileSystem.open(status.getPath())) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            int end = text.indexOf('\n');
            // A process may die over the note itself.
            long position = end < 0 ? NO_IMAGE : Long.parseLong(text.substring(0, end));
            return new Note(position, status.getModificationTime());
        }
    }

    @Override
    public boolean isBlocklisted(long position) {
        notes.values().removeIf(note -> note.position() < position);
        if (count(position) < deaths) {
            return false;
        }
        awaitSigns();
        notes.entrySet().removeIf(entry -> entry.getValue().position() == position && hasChanged(entry));
        return count(position) >= deaths;
    }

    private long count(long position) {
        return notes.values().stream()
                .filter(note -> note.position() == position)
                .count();
    }

    /** Whoever lives moves on within this time. */
    private void awaitSigns() {
        long left = patience.toNanos() - (System.nanoTime() - opened);
        try {
            TimeUnit.NANOSECONDS.sleep(left);
        } catch (InterruptedException killed) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean hasChanged(Map.Entry<Path, Note> entry) {
        try {
            FileSystem fileSystem = own.getFileSystem(configuration);
            return !read(fileSystem, fileSystem.getFileStatus(entry.getKey())).equals(entry.getValue());
        } catch (IOException gone) {
            return true;
        }
    }

    @Override
    public void enter(long position, String path) {
        write(position + "\n" + path + "\n");
    }

    /** Names no image from now on: on S3 that is one request, and to delete the note would be four. */
    @Override
    public void leave() {
        write(NO_IMAGE + "\n");
    }

    private void write(String text) {
        if (broken) {
            return;
        }
        try {
            FSDataOutputStreamBuilder<?, ?> builder =
                    own.getFileSystem(configuration).createFile(own);
            try (OutputStream note =
                    builder.recursive().overwrite(true).opt(UNCHECKED, "true").build()) {
                note.write(text.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException failure) {
            giveUp(failure);
        }
    }

    private void giveUp(IOException failure) {
        broken = true;
        LOG.warn("Images that kill this process will not be found out: no notes can be kept in {}", own, failure);
    }

    /** An attempt that ends while its process lives did not die over an image. */
    @Override
    public void close() {
        if (broken) {
            return;
        }
        try {
            own.getFileSystem(configuration).delete(own, false);
        } catch (IOException failure) {
            giveUp(failure);
        }
    }
}
