package dev.marquetry.spark.model;

import dev.marquetry.files.FileTree;
import dev.marquetry.spark.internals.SparkLine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.SparkEnv;
import org.apache.spark.util.Utils;

/** A model's files on the disk of this executor, in a folder of Spark's that goes when its JVM ends. */
final class ModelFiles {
    private final java.nio.file.Path path;
    private final String sha256;

    private ModelFiles(java.nio.file.Path path, String sha256) {
        this.path = path;
        this.sha256 = sha256;
    }

    /**
     * Copies a model here.
     *
     * @param model a file or a folder, in any of Hadoop's file systems
     * @param configuration Hadoop's, for that file system
     * @throws IOException if there is no such model or it cannot be read
     */
    static ModelFiles fetch(String model, Configuration configuration) throws IOException {
        Path source = new Path(model);
        FileSystem fileSystem = source.getFileSystem(configuration);
        FileStatus status = fileSystem.getFileStatus(source);
        java.nio.file.Path folder = Utils.createTempDir(
                        SparkLine.localFolder(SparkEnv.get().conf()), "marquetry-model")
                .toPath();
        java.nio.file.Path copy = folder.resolve(source.getName());
        MessageDigest digest = newDigest();
        if (status.isDirectory()) {
            Files.createDirectory(copy);
            for (Path file : files(fileSystem, status.getPath())) {
                String name = status.getPath().toUri().relativize(file.toUri()).getPath();
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                java.nio.file.Path target = copy.resolve(name);
                Files.createDirectories(target.getParent());
                copy(fileSystem, file, target, digest);
            }
        } else {
            copy(fileSystem, source, copy, digest);
        }
        return new ModelFiles(copy, HexFormat.of().formatHex(digest.digest()));
    }

    private static List<Path> files(FileSystem fileSystem, Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        RemoteIterator<? extends FileStatus> all = FileTree.files(fileSystem, folder);
        while (all.hasNext()) {
            files.add(all.next().getPath());
        }
        files.sort(null);
        return files;
    }

    private static void copy(FileSystem fileSystem, Path source, java.nio.file.Path target, MessageDigest digest)
            throws IOException {
        try (InputStream input = fileSystem.open(source);
                OutputStream output = new DigestOutputStream(Files.newOutputStream(target), digest)) {
            input.transferTo(output);
        }
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** Removes this copy. */
    void delete() {
        Utils.deleteRecursively(path.getParent().toFile());
    }

    /** Returns where the model is. */
    java.nio.file.Path path() {
        return path;
    }

    /** Returns what tells its contents apart. */
    String sha256() {
        return sha256;
    }
}
