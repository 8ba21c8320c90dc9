package dev.marquetry.files;

import java.net.URI;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** The local file system under another scheme, for tests to make it fail, stop or count. */
public abstract class LocalFilesByAnotherName extends RawLocalFileSystem {
    @Override
    public abstract String getScheme();

    @Override
    public URI getUri() {
        return URI.create(getScheme() + ":///");
    }

    /** Hadoop's own would ask for owners by {@code file:} URIs. */
    protected static FileStatus plain(FileStatus status) {
        return new FileStatus(
                status.getLen(),
                status.isDirectory(),
                1,
                status.getBlockSize(),
                status.getModificationTime(),
                status.getPath());
    }
}
