package dev.marquetry.spark;

import dev.marquetry.files.LocalFilesByAnotherName;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** The local file system under another scheme, which counts what is listed and how much of each file is read. */
public final class CountingFileSystem extends LocalFilesByAnotherName {
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
    public FileStatus[] listStatus(Path path) throws IOException {
        LISTINGS.incrementAndGet();
        return Arrays.stream(super.listStatus(path))
                .map(LocalFilesByAnotherName::plain)
                .toArray(FileStatus[]::new);
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        return plain(super.getFileStatus(path));
    }

    @Override
    public FSDataInputStream open(Path path, int bufferSize) throws IOException {
        READ.putIfAbsent(path.getName(), 0L);
        return new FSDataInputStream(new Counted(super.open(path, bufferSize), path.getName()));
    }

    /** A stream whose bytes are counted. */
    private static final class Counted extends FSInputStream {
        private final FSDataInputStream stream;
        private final String name;

        Counted(FSDataInputStream stream, String name) {
            this.stream = stream;
            this.name = name;
        }

        @Override
        public int read() throws IOException {
            return counted(stream.read(), 1);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = stream.read(buffer, offset, length);
            return counted(count, count);
        }

        private int counted(int result, long bytes) {
            READ.merge(name, result < 0 ? 0 : bytes, Long::sum);
            return result;
        }

        @Override
        public void seek(long position) throws IOException {
            stream.seek(position);
        }

        @Override
        public long getPos() throws IOException {
            return stream.getPos();
        }

        @Override
        public boolean seekToNewSource(long target) {
            return false;
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }
}
