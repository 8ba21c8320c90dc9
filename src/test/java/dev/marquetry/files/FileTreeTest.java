package dev.marquetry.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.util.functional.RemoteIterators;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreeTest {
    @TempDir
    java.nio.file.Path folder;

    @BeforeEach
    void makeFiles() throws IOException {
        for (String name : List.of("top.jpg", "a/one.jpg", "a/b/c/two.jpg", "d/three.jpg")) {
            java.nio.file.Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name);
        }
        Files.createDirectories(folder.resolve("empty/too"));
    }

    @Test
    void walksLocalFoldersWithoutAskingForOwners() throws IOException {
        try (Local local = new Local("file:///")) {
            assertThat(names(local)).containsExactlyInAnyOrder("top.jpg", "a/one.jpg", "a/b/c/two.jpg", "d/three.jpg");
            assertThat(local.listings).isZero();
        }
    }

    @Test
    void leavesTheWalkToOtherStores() throws IOException {
        try (Local other = new Local("store://bucket/")) {
            assertThat(names(other)).isEmpty();
            assertThat(other.listings).isOne();
        }
    }

    @Test
    void endsAndSaysWhatIsMissing() throws IOException {
        try (Local local = new Local("file:///")) {
            RemoteIterator<? extends FileStatus> none =
                    FileTree.files(local, new Path(folder.resolve("empty").toUri()));
            assertThat(none.hasNext()).isFalse();
            assertThatThrownBy(none::next).isInstanceOf(NoSuchElementException.class);
            assertThatThrownBy(() -> FileTree.files(
                            local, new Path(folder.resolve("nothing").toUri())))
                    .isInstanceOf(FileNotFoundException.class);
        }
    }

    private List<String> names(Local fileSystem) throws IOException {
        List<String> names = new ArrayList<>();
        RemoteIterator<? extends FileStatus> files = FileTree.files(fileSystem, new Path(folder.toUri()));
        while (files.hasNext()) {
            FileStatus status = files.next();
            String name = folder.toUri().relativize(status.getPath().toUri()).getPath();
            assertThat(status.getLen()).isEqualTo(name.length());
            names.add(name);
        }
        return names;
    }

    /** Knows no trees, but counts how often it is asked for one. */
    private static final class Local extends RawLocalFileSystem {
        private final URI uri;
        private int listings;

        Local(String uri) {
            this.uri = URI.create(uri);
            setConf(new Configuration(false));
        }

        @Override
        public URI getUri() {
            // The superclass asks before this is constructed.
            return uri == null ? super.getUri() : uri;
        }

        @Override
        protected void checkPath(Path path) {
            // Any path is one of the local disk, whatever this file system calls itself.
        }

        @Override
        public RemoteIterator<LocatedFileStatus> listFiles(Path path, boolean recursive) {
            listings++;
            return RemoteIterators.remoteIteratorFromIterable(List.of());
        }
    }
}
