package dev.marquetry.source;

import dev.marquetry.UserException;
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
     * Returns what is at a path, or else what it matches as a glob.
     *
     * @throws IOException if the file system cannot be asked
     * @throws UserException if there is nothing
     */
    static FileStatus[] existing(String input, Configuration configuration) throws IOException {
        Path path;
        FileSystem fileSystem;
        try {
            path = new Path(input);
            fileSystem = path.getFileSystem(configuration);
        } catch (IllegalArgumentException notAPath) {
            throw new UserException(
                    UserException.Kind.USAGE,
                    "input.path is not a path: " + input,
                    notAPath.getMessage(),
                    "give a folder, a glob or a file, with a scheme such as s3a:// where it is not local");
        }
        try {
            return new FileStatus[] {fileSystem.getFileStatus(path)};
        } catch (FileNotFoundException missing) {
            FileStatus[] matches = fileSystem.globStatus(path);
            if (matches == null || matches.length == 0) {
                throw new UserException(
                        UserException.Kind.USAGE,
                        "input.path does not exist: " + input,
                        "there is nothing at " + fileSystem.makeQualified(path) + ", and as a glob it matches nothing",
                        "check the path; a relative one is relative to the working directory");
            }
            return matches;
        }
    }

    /**
     * Returns the folder that the paths below it are told relative to: the one that was named, or the last one of a
     * glob without a wildcard, or that of a single file.
     *
     * @param input what was named
     * @param existing what {@link #existing} found there
     */
    static String root(String input, FileStatus[] existing, Configuration configuration) throws IOException {
        Path named = new Path(input);
        FileSystem fileSystem = named.getFileSystem(configuration);
        boolean literal = existing.length == 1 && existing[0].getPath().equals(fileSystem.makeQualified(named));
        Path root = fileSystem.makeQualified(literal && existing[0].isFile() ? named.getParent() : named);
        if (!literal) {
            while (hasWildcard(root)) {
                root = root.getParent();
            }
        }
        return root.toString();
    }

    private static boolean hasWildcard(Path path) {
        return path.toUri().getPath().chars().anyMatch(character -> "*?[{\\".indexOf(character) >= 0);
    }

    static UserException unreadable(String input, IOException failure) {
        return StorageFaults.of("input.path cannot be read: " + input, failure);
    }
}
