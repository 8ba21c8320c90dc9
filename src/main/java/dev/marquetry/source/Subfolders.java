package dev.marquetry.source;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** Finds the folders within a folder, links to folders among them. */
final class Subfolders {
    private static final String LOCAL = "file";

    private Subfolders() {}

    static boolean isLocal(FileSystem fileSystem) {
        return LOCAL.equals(fileSystem.getUri().getScheme());
    }

    /** Returns the local path of one of a local file system. */
    static java.nio.file.Path local(Path path) {
        return java.nio.file.Path.of(path.toUri().getPath());
    }

    /** Returns their names in order, none where the folder is not there. */
    static List<String> of(FileSystem fileSystem, Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        try {
            if (isLocal(fileSystem)) {
                addLocal(local(folder), names);
            } else {
                RemoteIterator<FileStatus> children = fileSystem.listStatusIterator(folder);
                while (children.hasNext()) {
                    FileStatus child = children.next();
                    if (child.isDirectory()) {
                        names.add(child.getPath().getName());
                    }
                }
            }
        } catch (FileNotFoundException | NoSuchFileException | NotDirectoryException missing) {
            return List.of();
        }
        Collections.sort(names);
        return names;
    }

    private static void addLocal(java.nio.file.Path folder, List<String> names) throws IOException {
        try (DirectoryStream<java.nio.file.Path> children = Files.newDirectoryStream(folder)) {
            for (java.nio.file.Path child : children) {
                if (isFolder(child)) {
                    names.add(child.getFileName().toString());
                }
            }
        }
    }

    /** Most names are files, of which one question tells as much. */
    private static boolean isFolder(java.nio.file.Path path) {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return attributes.isDirectory() || (attributes.isSymbolicLink() && Files.isDirectory(path));
        } catch (IOException vanished) {
            return false;
        }
    }
}
