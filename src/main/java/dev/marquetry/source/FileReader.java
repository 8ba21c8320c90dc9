package dev.marquetry.source;

import dev.marquetry.options.RejectCode;
import dev.marquetry.options.RejectException;
import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FutureDataInputStreamBuilder;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.functional.FutureIO;

/**
 * Reads whole files through Hadoop's FileSystem. Thread-safe.
 *
 * <p>A length that somebody told is a hint: it saves S3A the request for the length, and is right only if the file ends
 * just there. Otherwise the store is asked, and the file is read anew: never does a part pass for the whole. A file
 * system that fails for another reason than the file itself is asked again, with pauses that grow.
 */
final class FileReader {
    /** Above this, asking for the length costs little beside reading, and a wrong hint would cost much. */
    private static final long MOST_HINTED = 32L << 20;

    private static final String S3A = "s3a";
    private static final int FIRST_BUFFER = 256 * 1024;
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;
    private static final int SMALLEST_BUFFER = 1024;
    private static final long[] PAUSES_MILLIS = {200, 1_000, 4_000};

    private final FileSystems fileSystems;
    private final FileBuffers buffers;
    private final long largestFile;
    private final long most;

    /** What was read, which other bytes may follow. */
    private static final class Contents {
        private final byte[] bytes;
        private final int length;

        Contents(byte[] bytes, int length) {
            this.bytes = bytes;
            this.length = length;
        }
    }

    /**
     * @param configuration Hadoop's settings for the file systems
     * @param buffers what files are read into
     * @param most bytes that are read of a file, from its beginning
     */
    FileReader(Configuration configuration, FileBuffers buffers, long most) {
        this.fileSystems = new FileSystems(configuration);
        this.buffers = buffers;
        this.most = most;
        // Half a heap of bytes leaves no room to decode them.
        this.largestFile = Math.min(LARGEST_ARRAY, Runtime.getRuntime().maxMemory() / 2);
    }

    /**
     * Reads a file, or says why it cannot be read.
     *
     * @param hint the length that somebody told
     * @param claim takes up what the file has, before it is read
     */
    <T> FetchedFile<T> read(T request, Path path, OptionalLong hint, ByteBudget.Claim claim)
            throws InterruptedException {
        try {
            Contents contents = readWithRetries(path, hint, claim);
            claim.resize(contents.length);
            return FetchedFile.of(request, contents.bytes, contents.length);
        } catch (RejectException failure) {
            claim.release();
            return FetchedFile.failed(request, failure);
        }
    }

    /** File systems may fail in any way, with libraries that are missing among them: that is no failure of the task. */
    private Contents readWithRetries(Path path, OptionalLong hint, ByteBudget.Claim claim)
            throws RejectException, InterruptedException {
        FileSystem fileSystem = null;
        for (int attempt = 0; ; attempt++) {
            try {
                fileSystem = fileSystems.of(path);
                return readOnce(fileSystem, path, attempt == 0 ? hint : OptionalLong.empty(), claim);
            } catch (IOException | RuntimeException | Error thrown) {
                Throwable failure = FetchFaults.unwrapped(thrown);
                if (Thread.currentThread().isInterrupted()) {
                    throw (InterruptedException) new InterruptedException("fetch cancelled").initCause(failure);
                }
                if (fileSystem != null) {
                    RejectException lasting =
                            FetchFaults.lasting(fileSystem, path, failure).orElse(null);
                    if (lasting != null) {
                        throw lasting;
                    }
                }
                if (attempt == PAUSES_MILLIS.length) {
                    throw afterLast(attempt + 1, failure);
                }
            }
            claim.release();
            Thread.sleep(PAUSES_MILLIS[attempt]);
        }
    }

    private static RejectException afterLast(int attempts, Throwable failure) {
        if (failure instanceof OutOfMemoryError) {
            return new RejectException(
                    RejectCode.FILE_TOO_LARGE,
                    "the file does not fit into this executor's heap of "
                            + Runtime.getRuntime().maxMemory() + " bytes beside what it holds: " + failure.getMessage(),
                    failure);
        }
        return new RejectException(
                RejectCode.IO_ERROR, "reading failed " + attempts + " times, lastly: " + failure, failure);
    }

    private Contents readOnce(FileSystem fileSystem, Path path, OptionalLong hint, ByteBudget.Claim claim)
            throws IOException, RejectException, InterruptedException {
        // A class that extends it may keep its files elsewhere.
        if (fileSystem.getClass() == RawLocalFileSystem.class) {
            long length = LocalFiles.length(((RawLocalFileSystem) fileSystem).pathToFile(path));
            if (length > most) {
                return readHead(fileSystem, path, claim);
            }
            // The end that is seen is the file's own.
            return readToEnd(builder(fileSystem, path), length, claim);
        }
        if (hint.isPresent() && hint.getAsLong() > most) {
            return readHead(fileSystem, path, claim);
        }
        if (hint.isPresent() && hint.getAsLong() > 0 && hint.getAsLong() <= MOST_HINTED) {
            Contents contents = readHinted(fileSystem, path, hint.getAsLong(), claim);
            if (contents.length == hint.getAsLong()) {
                return contents;
            }
            buffers.give(contents.bytes);
        }
        FileStatus status = fileSystem.getFileStatus(path);
        if (status.isDirectory()) {
            throw new RejectException(RejectCode.IS_DIRECTORY, "there is a directory at this path", null);
        }
        if (status.getLen() == 0) {
            return new Contents(buffers.take(0), 0);
        }
        if (status.getLen() > most) {
            return readHead(fileSystem, path, claim);
        }
        Contents contents = readToEnd(builder(fileSystem, path).withFileStatus(status), status.getLen(), claim);
        if (contents.length != status.getLen()) {
            throw new IOException("the file had " + status.getLen() + " bytes when it was asked for, and "
                    + contents.length + " were read");
        }
        return contents;
    }

    /** Nothing follows of a file of which this is known to be a part. */
    private Contents readHead(FileSystem fileSystem, Path path, ByteBudget.Claim claim)
            throws IOException, InterruptedException {
        claim.resize(most);
        FutureDataInputStreamBuilder builder =
                fileSystem.openFile(path).opt("fs.option.openfile.read.policy", "random");
        try (FSDataInputStream stream = FutureIO.awaitFuture(builder.build())) {
            byte[] bytes = buffers.take(Math.toIntExact(most));
            int length = 0;
            while (length < most) {
                int count = stream.read(bytes, length, Math.toIntExact(most) - length);
                if (count < 0) {
                    break;
                }
                length += count;
            }
            return new Contents(bytes, length);
        }
    }

    /** S3A takes a length for the end of the file: of one byte more, it shows whether the file goes on. */
    private Contents readHinted(FileSystem fileSystem, Path path, long hint, ByteBudget.Claim claim)
            throws IOException, RejectException, InterruptedException {
        FutureDataInputStreamBuilder builder = builder(fileSystem, path);
        if (S3A.equals(fileSystem.getUri().getScheme())) {
            builder = builder.opt("fs.option.openfile.length", Long.toString(hint + 1));
        }
        return readToEnd(builder, hint, claim);
    }

    private Contents readToEnd(FutureDataInputStreamBuilder builder, long expected, ByteBudget.Claim claim)
            throws IOException, RejectException, InterruptedException {
        checkSize(expected);
        claim.resize(expected);
        try (FSDataInputStream stream = FutureIO.awaitFuture(builder.build())) {
            // A byte more than the file has lets the end be seen without a larger array.
            byte[] bytes = buffers.take((int) Math.min(largestFile, expected + 1));
            int length = 0;
            while (true) {
                if (length == bytes.length) {
                    int next = stream.read();
                    if (next < 0) {
                        return new Contents(bytes, length);
                    }
                    bytes = grow(bytes, claim);
                    bytes[length++] = (byte) next;
                }
                int count = stream.read(bytes, length, bytes.length - length);
                if (count < 0) {
                    return new Contents(bytes, length);
                }
                length += count;
            }
        }
    }

    private byte[] grow(byte[] bytes, ByteBudget.Claim claim) throws RejectException, InterruptedException {
        checkSize(bytes.length + 1L);
        int longer = (int) Math.min(largestFile, Math.max(FIRST_BUFFER, bytes.length * 2L));
        claim.resize(longer);
        return Arrays.copyOf(bytes, longer);
    }

    private void checkSize(long length) throws RejectException {
        if (length > largestFile) {
            throw new RejectException(
                    RejectCode.FILE_TOO_LARGE,
                    "the file has " + length + " bytes or more, an executor of this heap takes at most " + largestFile,
                    null);
        }
    }

    private static FutureDataInputStreamBuilder builder(FileSystem fileSystem, Path path) throws IOException {
        return fileSystem
                .openFile(path)
                .opt("fs.option.openfile.read.policy", "whole-file")
                // Everything goes into one array at once: another buffer would only be allocated.
                .opt("fs.option.openfile.buffer.size", SMALLEST_BUFFER);
    }
}
