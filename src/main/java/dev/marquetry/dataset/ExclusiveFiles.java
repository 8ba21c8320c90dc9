package dev.marquetry.dataset;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.ipc.RemoteException;

/**
 * Creates small files of which one writer at most succeeds.
 *
 * <p>On local disks a whole file is linked to its name; S3A 3.4 puts an object on the condition that there is none;
 * other file systems create without overwriting, as HDFS does in one step. Hadoop 3.3's S3A and local file systems that
 * cannot link look first and create then, which two writers within milliseconds of each other can both pass.
 */
final class ExclusiveFiles {
    /** Of S3A from Hadoop 3.4.2 on; {@code opt} would ignore it in silence where it is not known. */
    private static final String CONDITIONAL = "fs.option.create.conditional.overwrite";

    private final FileSystem fileSystem;

    ExclusiveFiles(FileSystem fileSystem) {
        this.fileSystem = fileSystem;
    }

    /**
     * Creates a file with all of its text.
     *
     * @return false if there is a file of this name already
     * @throws IOException if it is not known whether the file was created
     */
    boolean create(Path path, String text) throws IOException {
        fileSystem.mkdirs(path.getParent());
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            return switch (fileSystem.getUri().getScheme()) {
                case "file" -> link(path, bytes);
                case "s3a" -> put(path, bytes);
                default -> write(fileSystem.create(path, false), bytes);
            };
        } catch (FileAlreadyExistsException | java.nio.file.FileAlreadyExistsException exists) {
            return false;
        } catch (RemoteException refusal) {
            if (isBeingCreated(refusal)) {
                return false;
            }
            throw refusal;
        }
    }

    /** A NameNode refuses a file that is not closed yet by the name of its writer, or while it closes it itself. */
    private static boolean isBeingCreated(RemoteException refusal) {
        return refusal.getClassName().endsWith(".AlreadyBeingCreatedException")
                || refusal.getClassName().endsWith(".RecoveryInProgressException");
    }

    private boolean link(Path path, byte[] bytes) throws IOException {
        java.nio.file.Path target = java.nio.file.Path.of(URI.create("file:///").resolve(path.toUri()));
        java.nio.file.Path whole = Files.createTempFile(target.getParent(), ".new-", "");
        try {
            Files.write(whole, bytes);
            try {
                Files.createLink(target, whole);
            } catch (java.nio.file.FileAlreadyExistsException exists) {
                throw exists;
            } catch (UnsupportedOperationException | FileSystemException noLinks) {
                Files.write(target, bytes, StandardOpenOption.CREATE_NEW);
            }
            return true;
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    private boolean put(Path path, byte[] bytes) throws IOException {
        FSDataOutputStream stream;
        try {
            FSDataOutputStreamBuilder<?, ?> builder =
                    fileSystem.createFile(path).overwrite(false);
            builder.must(CONDITIONAL, true);
            stream = builder.build();
        } catch (IllegalArgumentException unknown) {
            stream = fileSystem.create(path, false);
        }
        try {
            return write(stream, bytes);
        } catch (FileNotFoundException failure) {
            throw failure;
        } catch (IOException failure) {
            if (isPreconditionFailed(failure)) {
                return false;
            }
            throw failure;
        }
    }

    /** S3A's own exception is known by its name, as not every cluster has it. */
    private static boolean isPreconditionFailed(IOException failure) {
        return failure.getClass().getSimpleName().equals("RemoteFileChangedException");
    }

    private static boolean write(FSDataOutputStream stream, byte[] bytes) throws IOException {
        try (FSDataOutputStream open = stream) {
            open.write(bytes);
        }
        return true;
    }
}
