package dev.marquetry.spark;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** The local file system under another scheme, which counts what is listed and how much of each file is read. */
public final class CountingFileSystem extends RawLocalFileSystem {
    static final String SCHEME = "counted";
    static final AtomicLong LISTINGS = new AtomicLong();
    /** Bytes read by name; a file that was opened is there. */
    static final Map<String, Long> READ = new ConcurrentHashMap<>();

    static void reset() {
        LISTINGS.set(0);
        READ.clear();
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public URI getUri() {
        return URI.create(SCHEME + ":///");
    }

    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
        LISTINGS.incrementAndGet();
        return super.listStatus(path);
    }

    @Override
    public FSDataInputStream open(Path path, int bufferSize) throws IOException {
        READ.putIfAbsent(path.getName(), 0L);
        return new FSDataInputStream(super.open(path, bufferSize)) {
            @Override
            public int read() throws IOException {
                int value = super.read();
                READ.merge(path.getName(), value < 0 ? 0L : 1L, Long::sum);
                return value;
            }

            // FSDataInputStream's own are final, and end here.
            @Override
            public int read(long position, byte[] buffer, int offset, int length) throws IOException {
                int count = super.read(position, buffer, offset, length);
                READ.merge(path.getName(), (long) Math.max(0, count), Long::sum);
                return count;
            }
        };
    }
}
