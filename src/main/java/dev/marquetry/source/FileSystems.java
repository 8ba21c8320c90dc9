package dev.marquetry.source;

import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectException;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/**
 * The file systems that paths are opened with, each found once. Thread-safe.
 *
 * <p>Hadoop's own lookup asks who the user is, each time anew, and loads the classes of a file system that cannot be
 * made again for every path.
 */
final class FileSystems {
    private final Configuration configuration;
    private final Map<Root, Answer> answers = new ConcurrentHashMap<>();

    /** What a file system is chosen by. */
    private record Root(String scheme, String authority) {}

    /** A file system, or why there is none. */
    private record Answer(FileSystem fileSystem, RejectException failure) {}

    /**
     * @param configuration Hadoop's settings for the file systems
     */
    FileSystems(Configuration configuration) {
        this.configuration = configuration;
    }

    /**
     * Returns the file system of a path.
     *
     * @throws RejectException if there is none, and will be none
     * @throws IOException if it cannot be reached at present
     */
    FileSystem of(Path path) throws RejectException, IOException {
        URI uri = path.toUri();
        Root root = new Root(uri.getScheme(), uri.getAuthority());
        Answer answer = answers.get(root);
        if (answer == null) {
            answer = find(path);
            answers.put(root, answer);
        }
        if (answer.failure() != null) {
            throw answer.failure();
        }
        return answer.fileSystem();
    }

    private Answer find(Path path) throws IOException {
        try {
            FileSystem found = path.getFileSystem(configuration);
            // Without Hadoop's checksum files, which images have not, and which cost as much again as the file.
            return new Answer(found instanceof LocalFileSystem local ? local.getRaw() : found, null);
        } catch (OutOfMemoryError passing) {
            throw passing;
        } catch (UnsupportedFileSystemException | UnknownHostException | RuntimeException | Error failure) {
            return new Answer(
                    null,
                    new RejectException(
                            RejectCode.BAD_PATH, "no file system opens this path: " + told(failure), failure));
        }
    }

    /** The innermost exception names a missing class or host. */
    private static String told(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root instanceof UnsupportedFileSystemException ? root.getMessage() : root.toString();
    }
}
