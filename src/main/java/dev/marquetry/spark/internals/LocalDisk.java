package dev.marquetry.spark.internals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Hadoop's local file system, which starts no process {@code chmod} for each file and folder that it makes: without
 * Hadoop's native library it would. For {@code spark.hadoop.fs.file.impl}.
 */
public final class LocalDisk extends LocalFileSystem {
    /** Makes one, as Hadoop does by the name of the class. */
    public LocalDisk() {
        super(new Permitting());
    }

    private static final class Permitting extends RawLocalFileSystem {
        /** Has none itself, where others ask for it. */
        @Override
        public String getScheme() {
            return "file";
        }

        @Override
        public void setPermission(Path path, FsPermission permission) throws IOException {
            java.nio.file.Path file = pathToFile(path).toPath();
            if (permission.getStickyBit() || !Files.getFileStore(file).supportsFileAttributeView("posix")) {
                super.setPermission(path, permission);
                return;
            }
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permission.toString()));
        }
    }
}
