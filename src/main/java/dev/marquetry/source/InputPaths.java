package dev.marquetry.source;

import dev.marquetry.options.UserException;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Finds what {@code input.path} names, before anything is started. */
final class InputPaths {
    private InputPaths() {}

    /**
     * Returns the path that an input names, whose file system there is.
     *
     * @throws IOException if the file system cannot be reached
     * @throws UserException if it is not a path, or one of which Hadoop would make another
     */
    static Path path(String input, Configuration configuration) throws IOException {
        refuseFolded("input.path", input);
        try {
            Path path = new Path(input);
            path.getFileSystem(configuration);
            return path;
        } catch (IllegalArgumentException notAPath) {
            throw notAPath(input, notAPath);
        }
    }

    /**
     * Refuses a path on an object store of which Hadoop would make another.
     *
     * @param option what names the path
     */
    static void refuseFolded(String option, String path) {
        String scheme = PathResolver.scheme(path).orElse(null);
        if (ObjectKeys.areOf(scheme)) {
            String key = ObjectKeys.of(path);
            ObjectKeys.folded(key.endsWith("/") ? key.substring(0, key.length() - 1) : key)
                    .ifPresent(fold -> {
                        throw new UserException(
                                UserException.Kind.USAGE,
                                option + " cannot be named through Hadoop's paths: " + path,
                                "its key has " + fold + ", which Hadoop leaves out: it would read other objects",
                                "name a key without, or copy the objects to one");
                    });
        }
    }

    static UserException notAPath(String input, IllegalArgumentException fault) {
        return new UserException(
                UserException.Kind.USAGE,
                "input.path is not a path: " + input,
                fault.getMessage(),
                "give a folder, a glob or a file, with a scheme such as s3a:// where it is not local");
    }

    static UserException missing(String input, Path qualified) {
        return new UserException(
                UserException.Kind.USAGE,
                "input.path does not exist: " + input,
                "there is nothing at " + qualified + ", and as a glob it matches nothing",
                "check the path; a relative one is relative to the working directory");
    }

    /**
     * Returns what is at a path, or else what it matches as a glob.
     *
     * @throws IOException if the file system cannot be asked
     * @throws UserException if there is nothing
     */
    static FileStatus[] existing(String input, Configuration configuration) throws IOException {
        Path path = path(input, configuration);
        FileSystem fileSystem = path.getFileSystem(configuration);
        try {
            return new FileStatus[] {fileSystem.getFileStatus(path)};
        } catch (FileNotFoundException missing) {
            FileStatus[] matches = fileSystem.globStatus(path);
            if (matches == null || matches.length == 0) {
                throw missing(input, fileSystem.makeQualified(path));
            }
            return matches;
        }
    }

    /** Returns the last folder of a glob that has no wildcard. */
    static Path globRoot(Path glob) {
        Path root = glob;
        while (NamePattern.isIn(root.toUri().getPath())) {
            root = root.getParent();
        }
        return root;
    }

    static UserException unreadable(String input, IOException failure) {
        return StorageFaults.of("input.path cannot be read: " + input, failure);
    }
}
