package dev.marquetry.dataset;

import dev.marquetry.files.LocalFilesByAnotherName;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * The local file system under another scheme, which announces each change before it is made: a test can stop there, run
 * something else, or let the process seem dead from there on.
 */
public final class SteppingFileSystem extends LocalFilesByAnotherName {
    /** The scheme. */
    public static final String SCHEME = "stepping";

    private static final AtomicReference<Steps> STEPS = new AtomicReference<>((change, path) -> {});

    /** Hears of every change. */
    public interface Steps {
        /**
         * Hears of a change that is about to be made; what it throws, the change throws.
         *
         * @param change {@code create}, {@code mkdirs}, {@code rename} or {@code delete}
         * @param path what is created, made or deleted; of a rename, where it goes to
         */
        void before(String change, Path path) throws IOException;
    }

    /** Says who hears of changes from now on. */
    public static void announceTo(Steps steps) {
        STEPS.set(steps);
    }

    /** Announces changes to nobody. */
    public static void silence() {
        STEPS.set((change, path) -> {});
    }

    static void announce(String change, Path path) throws IOException {
        STEPS.get().before(change, path);
    }

    /** Makes the scheme known. */
    public static Configuration configure(Configuration configuration) {
        configuration.set("fs." + SCHEME + ".impl", SteppingFileSystem.class.getName());
        return configuration;
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FSDataOutputStream create(
            Path path,
            FsPermission permission,
            boolean overwrite,
            int bufferSize,
            short replication,
            long blockSize,
            Progressable progress)
            throws IOException {
        announce("create", path);
        return super.create(path, permission, overwrite, bufferSize, replication, blockSize, progress);
    }

    @Override
    public FSDataOutputStream create(
            Path path, boolean overwrite, int bufferSize, short replication, long blockSize, Progressable progress)
            throws IOException {
        announce("create", path);
        return super.create(path, overwrite, bufferSize, replication, blockSize, progress);
    }

    @Override
    public boolean mkdirs(Path path) throws IOException {
        if (!exists(path)) {
            announce("mkdirs", path);
        }
        return super.mkdirs(path);
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        announce("rename", to);
        return super.rename(from, to);
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        if (exists(path)) {
            announce("delete", path);
        }
        return super.delete(path, recursive);
    }

    /** Hadoop's own would start a process for each file. */
    @Override
    public void setPermission(Path path, FsPermission permission) {}

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        return plain(super.getFileStatus(path));
    }

    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
        return Arrays.stream(super.listStatus(path))
                .map(LocalFilesByAnotherName::plain)
                .toArray(FileStatus[]::new);
    }
}
