package dev.marquetry.source;

import dev.marquetry.source.PassedOver.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import org.apache.spark.sql.Row;

/**
 * Lists the images of a local folder, asking once for each name, and twice for a link.
 *
 * <p>Links are followed. Folders are known by their real paths: one that is listed already, under whatever name, is
 * passed over, so that every file is listed once and the walk ends. Used by one thread, which closes it.
 */
final class LocalWalk extends ListedRows implements Closeable {
    private final Branch branch;
    private final NamePattern pattern;
    private final CoveredFolders covered;
    private final PassedOver.Tally tally;
    private final Deque<Frame> folders = new ArrayDeque<>();
    private final Set<Path> linked = new HashSet<>();

    /**
     * A folder that is being listed.
     *
     * @param real its real path where a link led to it, else null: no folder has two names without a link
     */
    private record Frame(DirectoryStream<Path> stream, Iterator<Path> names, String below, Path real) {}

    /**
     * @param branch a branch of another kind than a file
     * @param folder its folder
     * @param below the folder's path relative to the root, empty or with a slash at its end
     * @param covered the folders that are listed under their own names
     * @param tally counts what is passed over
     */
    LocalWalk(Branch branch, Path folder, String below, CoveredFolders covered, PassedOver.Tally tally)
            throws IOException {
        this.branch = branch;
        this.pattern = branch.pattern();
        this.covered = covered;
        this.tally = tally;
        open(folder, below, Files.isSymbolicLink(folder) ? folder.toRealPath() : null);
    }

    @Override
    Row find() throws IOException {
        Row row = null;
        while (row == null && !folders.isEmpty()) {
            Frame folder = folders.peek();
            if (folder.names().hasNext()) {
                row = row(folder, folder.names().next());
            } else {
                folders.pop().stream().close();
            }
        }
        return row;
    }

    /** Returns the row of a name, or null where it is no image or a folder, which is then listed next. */
    private Row row(Frame folder, Path path) throws IOException {
        String name = path.getFileName().toString();
        // A glob rules what is in its folders; below them, all are listed.
        boolean matched = branch.isGlob() && folders.size() == 1;
        if (matched && !pattern.matches(name)) {
            return null;
        }
        if ((matched ? pattern : NamePattern.ALL).hides(name)) {
            return passOver(Reason.HIDDEN);
        }
        BasicFileAttributes attributes;
        boolean link;
        try {
            attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            link = attributes.isSymbolicLink();
            attributes = link ? Files.readAttributes(path, BasicFileAttributes.class) : attributes;
        } catch (NoSuchFileException missing) {
            return Files.isSymbolicLink(path) ? passOver(Reason.DANGLING_LINK) : null;
        } catch (AccessDeniedException denied) {
            return isNamed(name, matched) ? ListedFile.unknown(folder.below() + name) : passOver(Reason.SUFFIX);
        } catch (IOException failure) {
            if (LocalFiles.isLoop(failure)) {
                return passOver(Reason.LOOP);
            }
            throw failure;
        }
        if (attributes.isDirectory()) {
            return branch.isDeep() ? descend(folder, path, name, link) : null;
        }
        if (!attributes.isRegularFile()) {
            return passOver(Reason.NOT_A_FILE);
        }
        return isNamed(name, matched)
                ? ListedFile.row(
                        folder.below() + name,
                        attributes.size(),
                        attributes.lastModifiedTime().toMillis())
                : passOver(Reason.SUFFIX);
    }

    /** Files that a glob names are taken whatever their suffix. */
    private static boolean isNamed(String name, boolean matched) {
        return matched || ImageNames.isImage(name);
    }

    private Row descend(Frame folder, Path path, String name, boolean link) throws IOException {
        Path real = null;
        if (link) {
            real = path.toRealPath();
            if (covered.cover(real) || !linked.add(real)) {
                return passOver(Reason.LOOP);
            }
        } else if (folder.real() != null) {
            real = folder.real().resolve(name);
            if (covered.has(real) || !linked.add(real)) {
                return passOver(Reason.LOOP);
            }
        }
        open(path, folder.below() + name + '/', real);
        return null;
    }

    @SuppressWarnings("StreamResourceLeak") // The frame closes it.
    private void open(Path folder, String below, Path real) throws IOException {
        DirectoryStream<Path> stream = Files.newDirectoryStream(folder);
        folders.push(new Frame(stream, stream.iterator(), below, real));
    }

    private Row passOver(Reason reason) {
        tally.add(reason);
        return null;
    }

    /** Stops listing. */
    @Override
    public void close() throws IOException {
        while (!folders.isEmpty()) {
            folders.pop().stream().close();
        }
    }
}
