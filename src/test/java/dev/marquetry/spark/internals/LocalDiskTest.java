package dev.marquetry.spark.internals;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalDiskTest {
    @TempDir
    private Path folder;

    private static FileSystem open() throws IOException {
        Configuration configuration = new Configuration();
        configuration.set("fs.file.impl", LocalDisk.class.getName());
        return FileSystem.newInstance(URI.create("file:///"), configuration);
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxr-xr-x", "rw-------", "r--r--r--", "rwxrwxrwx"})
    void givesPermissions(String permissions) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        try (FileSystem disk = open()) {
            disk.setPermission(new org.apache.hadoop.fs.Path(file.toUri()), FsPermission.valueOf("-" + permissions));
        }
        assertThat(permissions(file)).isEqualTo(permissions);
    }

    @Test
    void opensFilesWithTheirLengths() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "text");
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file.toUri());
        try (FileSystem disk = open();
                FSDataInputStream in = disk.openFile(path)
                        .opt("fs.option.openfile.length", "4")
                        .withFileStatus(disk.getFileStatus(path))
                        .build()
                        .get()) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("text");
        }
    }

    @Test
    void keepsTheStickyBit() throws IOException {
        Path shared = Files.createDirectory(folder.resolve("shared"));
        try (FileSystem disk = open()) {
            disk.setPermission(new org.apache.hadoop.fs.Path(shared.toUri()), new FsPermission((short) 01777));
        }
        assertThat((int) Files.getAttribute(shared, "unix:mode") & 07777).isEqualTo(01777);
    }

    @Test
    void makesFoldersAndFiles() throws IOException {
        try (FileSystem disk = open()) {
            org.apache.hadoop.fs.Path file =
                    new org.apache.hadoop.fs.Path(folder.resolve("a/b/c").toUri());
            disk.create(file, new FsPermission("640"), true, 4096, (short) 1, 1 << 20, null)
                    .close();
        }
        assertThat(permissions(folder.resolve("a/b/c"))).isEqualTo("rw-r-----");
    }
}
