package dev.marquetry.spark;

import dev.marquetry.files.LocalFilesByAnotherName;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;

/** The local file system under another scheme; opening a file named {@code bomb} fails the task, the first time. */
public final class FlakyFileSystem extends LocalFilesByAnotherName {
    static final String SCHEME = "flaky";
    private static final Set<String> EXPLODED = ConcurrentHashMap.newKeySet();

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FSDataInputStream open(Path path, int bufferSize) throws IOException {
        if (path.getName().startsWith("bomb") && EXPLODED.add(path.toString())) {
            // Whatever else a file system throws is no failure of the task.
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the executor fails over " + path);
        }
        return super.open(path, bufferSize);
    }

    static boolean exploded(String path) {
        return EXPLODED.contains(path);
    }
}
