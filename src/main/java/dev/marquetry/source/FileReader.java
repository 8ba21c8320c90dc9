package dev.marquetry.source;

import dev.marquetry.source.FetchException.Fault;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FutureDataInputStreamBuilder;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIsDirectoryException;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.util.functional.FutureIO;

/**
 * Reads whole files through Hadoop's FileSystem. Thread-safe.
 *
 * <p>A length that is known is handed to {@code openFile()}, which saves S3A the request for it. A file system that
 * fails for another reason than the file itself is asked again, with pauses that grow.
 */
final class FileReader {
    /** What the array starts with where the length is not known: most photographs fit. */
    private static final int FIRST_BUFFER = 256 * 1024;

    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;
    private static final int SMALLEST_BUFFER = 1024;
    private static final long[] PAUSES_MILLIS = {200, 1_000, 4_000};

    private final Configuration configuration;
    private final FileBuffers buffers;
    private final long largestFile;
    private final Map<Root, FileSystem> fileSystems = new ConcurrentHashMap<>();

    /** What a file system is chosen by. */
    private record Root(String scheme, String authority) {}

    /**
     * @param configuration Hadoop's settings for the file systems
     * @param buffers what files are read into
     */
    FileReader(Configuration configuration, FileBuffers buffers) {
        this.configuration = configuration;
        this.buffers = buffers;
        // Half a heap of bytes leaves no room to decode them.
        this.largestFile = Math.min(LARGEST_ARRAY, Runtime.getRuntime().maxMemory() / 2);
    }

    <T> FetchedFile<T> read(T request, Path path, OptionalLong knownLength) throws InterruptedException {
        try {
            return readWithRetries(request, path, knownLength);
        } catch (FetchException failure) {
            return FetchedFile.failed(request, failure);
        }
    }

    private <T> FetchedFile<T> readWithRetries(T request, Path path, OptionalLong knownLength)
            throws FetchException, InterruptedException {
        OptionalLong length = knownLength;
        for (int attempt = 0; ; attempt++) {
            try {
                return readOnce(request, path, length);
            } catch (InterruptedIOException interrupted) {
                if (Thread.currentThread().isInterrupted()) {
                    throw (InterruptedException) new InterruptedException("fetch cancelled").initCause(interrupted);
                }
                giveUpAfterLast(attempt, interrupted);
            } catch (IOException failure) {
                rethrowIfFinal(path, failure);
                giveUpAfterLast(attempt, failure);
            }
            // The known length may be what is wrong.
            length = OptionalLong.empty();
            Thread.sleep(PAUSES_MILLIS[attempt]);
        }
    }

    private static void giveUpAfterLast(int attempt, IOException failure) throws FetchException {
        if (attempt == PAUSES_MILLIS.length) {
            throw new FetchException(
                    Fault.IO_ERROR, "reading failed " + (attempt + 1) + " times, lastly: " + failure, failure);
        }
    }

    private <T> FetchedFile<T> readOnce(T request, Path path, OptionalLong knownLength)
            throws IOException, FetchException {
        if (knownLength.isPresent()) {
            checkSize(knownLength.getAsLong());
        }
        try (FSDataInputStream stream = open(path, knownLength)) {
            // A byte more than the file has lets the end be seen without a larger array.
            byte[] bytes = buffers.take(Math.toIntExact(Math.min(largestFile, knownLength.orElse(FIRST_BUFFER) + 1)));
            int length = 0;
            while (true) {
                if (length == bytes.length) {
                    int next = stream.read();
                    if (next < 0) {
                        return FetchedFile.of(request, bytes, length);
                    }
                    bytes = grow(bytes);
                    bytes[length++] = (byte) next;
                }
                int count = stream.read(bytes, length, bytes.length - length);
                if (count < 0) {
                    return FetchedFile.of(request, bytes, length);
                }
                length += count;
            }
        }
    }

    private byte[] grow(byte[] bytes) throws FetchException {
        checkSize(bytes.length + 1L);
        return Arrays.copyOf(bytes, (int) Math.min(largestFile, Math.max(FIRST_BUFFER, bytes.length * 2L)));
    }

    private void checkSize(long length) throws FetchException {
        if (length > largestFile) {
            throw new FetchException(
                    Fault.FILE_TOO_LARGE,
                    "the file has " + length + " bytes or more, an executor of this heap takes at most " + largestFile,
                    null);
        }
    }

    private FSDataInputStream open(Path path, OptionalLong knownLength) throws IOException {
        FutureDataInputStreamBuilder builder = fileSystem(path)
                .openFile(path)
                .opt("fs.option.openfile.read.policy", "whole-file")
                // Everything goes into one array at once: another buffer would only be allocated.
                .opt("fs.option.openfile.buffer.size", SMALLEST_BUFFER);
        if (knownLength.isPresent()) {
            builder = builder.opt("fs.option.openfile.length", Long.toString(knownLength.getAsLong()));
        }
        return FutureIO.awaitFuture(builder.build());
    }

    /** Hadoop's own lookup asks who the user is, each time anew. */
    private FileSystem fileSystem(Path path) throws IOException {
        URI uri = path.toUri();
        Root root = new Root(uri.getScheme(), uri.getAuthority());
        FileSystem known = fileSystems.get(root);
        if (known == null) {
            FileSystem found = path.getFileSystem(configuration);
            // Without Hadoop's checksum files, which images have not, and which cost as much again as the file.
            known = found instanceof LocalFileSystem local ? local.getRaw() : found;
            fileSystems.put(root, known);
        }
        return known;
    }

    /** Throws what asking again cannot change. */
    private void rethrowIfFinal(Path path, IOException failure) throws FetchException {
        if (failure instanceof UnsupportedFileSystemException) {
            throw new FetchException(Fault.BAD_PATH, failure.getMessage(), failure);
        }
        if (failure instanceof PathIsDirectoryException) {
            throw new FetchException(Fault.IS_DIRECTORY, "there is a directory at this path", failure);
        }
        if (failure instanceof AccessControlException || failure instanceof AccessDeniedException) {
            throw new FetchException(Fault.PERMISSION_DENIED, "the file may not be read: " + failure, failure);
        }
        if (failure instanceof EOFException) {
            return;
        }
        // Local file systems report directories and missing permissions as "not found" or as plain failures.
        FileStatus status;
        try {
            status = fileSystem(path).getFileStatus(path);
        } catch (FileNotFoundException missing) {
            throw new FetchException(Fault.NOT_FOUND, "there is no file at this path", missing);
        } catch (IOException unknown) {
            failure.addSuppressed(unknown);
            return;
        }
        if (status.isDirectory()) {
            throw new FetchException(Fault.IS_DIRECTORY, "there is a directory at this path", failure);
        }
        if (failure instanceof FileNotFoundException) {
            throw new FetchException(Fault.PERMISSION_DENIED, "the file may not be read: " + failure, failure);
        }
    }
}
