package dev.marquetry.dataset;

import java.io.IOException;
import java.util.EnumSet;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Options.ChecksumOpt;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.util.Progressable;

/** HDFS, which announces each change before it is made to whom {@link SteppingFileSystem} announces to. */
public final class SteppingHdfs extends DistributedFileSystem {
    @Override
    public FSDataOutputStream create(
            Path path,
            FsPermission permission,
            EnumSet<CreateFlag> flags,
            int bufferSize,
            short replication,
            long blockSize,
            Progressable progress,
            ChecksumOpt checksum)
            throws IOException {
        SteppingFileSystem.announce("create", path);
        return super.create(path, permission, flags, bufferSize, replication, blockSize, progress, checksum);
    }

    @Override
    public boolean mkdirs(Path path, FsPermission permission) throws IOException {
        if (!exists(path)) {
            SteppingFileSystem.announce("mkdirs", path);
        }
        return super.mkdirs(path, permission);
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        SteppingFileSystem.announce("rename", to);
        return super.rename(from, to);
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        if (exists(path)) {
            SteppingFileSystem.announce("delete", path);
        }
        return super.delete(path, recursive);
    }
}
