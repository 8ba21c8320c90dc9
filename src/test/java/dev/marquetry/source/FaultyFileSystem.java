package dev.marquetry.source;

import dev.marquetry.files.LocalFilesByAnotherName;
import java.io.IOException;
import java.util.ServiceConfigurationError;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;

/** The local file system under another scheme, which counts what is opened; some names throw what libraries throw. */
public final class FaultyFileSystem extends LocalFilesByAnotherName {
    static final String SCHEME = "faulty";
    static final AtomicInteger OPENED = new AtomicInteger();

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FSDataInputStream open(Path path, int bufferSize) throws IOException {
        OPENED.incrementAndGet();
        switch (path.getName()) {
            case "no-class" -> throw new NoClassDefFoundError("com/example/Missing");
            case "no-service" -> throw new ServiceConfigurationError("com.example.Missing");
            case "bug" -> throw new NullPointerException("null uri host");
            case "state" -> throw new IllegalStateException("the pool is shut down");
            case "memory" -> throw new OutOfMemoryError("Java heap space");
            default -> {
                return super.open(path, bufferSize);
            }
        }
    }
}
